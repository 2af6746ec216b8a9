//! The library: search, order, keys, trends and two takes side by side.

use std::path::Path;

use eframe::egui::Event;
use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::Theme;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use pushback::io::places::Places;
use pushback::ui::App;

use crate::ground::STRONG;
use crate::ground::is_there;
use crate::ground::names;
use crate::ground::press;
use crate::ground::session;
use crate::ground::wait_for;
use crate::ground::window;
use crate::ground::with_sessions;

const SIZE: (f32, f32) = (1_000.0, 700.0);

fn library(places: &Places) -> Harness<'static, Option<App>> {
    let window = window(places, SIZE, Theme::Light);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    window
}

/// The days of the sessions that are listed, from top to bottom.
fn days(window: &Harness<'_, Option<App>>) -> Vec<String> {
    let rows = names(window).into_iter().filter(|name| name.starts_with("Look back: "));
    rows.map(|name| name.split("2026-11-").nth(1).unwrap()[..2].to_owned()).collect()
}

#[track_caller]
fn key(window: &mut Harness<'_, Option<App>>, key: Key) {
    window.key_press(key);
    window.run_ok();
    window.run_ok();
}

#[test]
fn sessions_are_searched_and_sorted() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(&with_sessions(folder.path()));
    wait_for(&mut window, "3 in all");
    assert_eq!(days(&window), ["16", "09", "02"]);
    press(&mut window, "Order: Newest first");
    press(&mut window, "Worst first");
    wait_for(&mut window, "Order: Worst first");
    assert_eq!(days(&window)[0], "02");
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_ok();
    window.event(Event::Text("11-09".into()));
    wait_for(&mut window, "1 of 3");
    assert_eq!(days(&window), ["09"]);
    window.event(Event::Text("x".into()));
    wait_for(&mut window, "Nothing found");
    press(&mut window, "Show all sessions");
    wait_for(&mut window, "3 in all");
}

#[test]
fn the_list_is_walked_opened_and_deleted_by_keys() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let mut window = library(&places);
    wait_for(&mut window, "3 in all");
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::ArrowDown);
    key(&mut window, Key::Delete);
    wait_for(&mut window, "2 in all");
    assert_eq!(days(&window), ["16", "02"]);
    assert!(!places.sessions().join("2026-11-09_18-30-00").exists());
    press(&mut window, "Undo");
    wait_for(&mut window, "3 in all");
    key(&mut window, Key::End);
    key(&mut window, Key::Enter);
    wait_for(&mut window, "Scorecard");
    wait_for(&mut window, "2026-11-02");
}

#[test]
fn two_takes_lie_side_by_side_with_what_was_gained() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(&with_sessions(folder.path()));
    wait_for(&mut window, "3 in all");
    press(&mut window, "Compare Ownership of a failure, 2026-11-16");
    wait_for(&mut window, "One session is chosen");
    press(&mut window, "Compare Ownership of a failure, 2026-11-02");
    wait_for(&mut window, "Two takes of one question are chosen.");
    key(&mut window, Key::C);
    for says in
        ["Part by part", "gained", "Earlier  ·  2026-11-02", "Later  ·  2026-11-16", "not told", "From "]
    {
        wait_for(&mut window, says);
    }
    assert!(!is_there(&window, "lost"));
    press(&mut window, "Look back at the later take");
    wait_for(&mut window, "What you said");
}

#[test]
fn trends_have_a_twin_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(&with_sessions(folder.path()));
    wait_for(&mut window, "3 in all");
    key(&mut window, Key::T);
    wait_for(&mut window, "Scores, the latest first: 2026-11-16:");
    wait_for(&mut window, "Proof that it stuck, getting better; the latest first: full,");
    key(&mut window, Key::S);
    wait_for(&mut window, "3 in all");
}

#[test]
fn where_nothing_was_judged_trends_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(&Places::in_folder(folder.path()));
    wait_for(&mut window, "Nothing here yet");
    press(&mut window, "Trends");
    wait_for(&mut window, "No take has a score yet");
    assert!(window.query_all_by_label("Practise").count() >= 2, "the bar and the page lead there");
}

#[test]
fn all_keys_stand_on_one_sheet_that_keeps_them_from_what_is_below() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(&with_sessions(folder.path()));
    wait_for(&mut window, "3 in all");
    key(&mut window, Key::Questionmark);
    for says in ["Show all keys", "Compare the two that are chosen", "Keep listening", "Zoom in"] {
        wait_for(&mut window, says);
    }
    key(&mut window, Key::T);
    assert!(is_there(&window, "3 in all"), "the library below did not turn to the trends");
    key(&mut window, Key::Escape);
    assert!(!is_there(&window, "Zoom in"));
    key(&mut window, Key::T);
    wait_for(&mut window, "Scores, the latest first");
}

/// As if nobody had written it today.
fn ended_long_ago(file: &Path) {
    let mut session: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    session["ended"] = session["began"].clone();
    std::fs::write(file, serde_json::to_vec(&session).unwrap()).unwrap();
}

#[test]
fn deleting_sound_is_asked_for_twice() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    let id = session(&places, "2001-11-02_10-00-00", "Ownership of a failure", STRONG, false);
    let folder = places.sessions().join(id);
    ended_long_ago(&folder.join("session.json"));
    let sound = folder.join("audio.wav");
    let mut window = window(&places, (1_000.0, 1_600.0), Theme::Dark);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    wait_for(&mut window, "Sessions");
    press(&mut window, "30 days");
    wait_for(&mut window, "It cannot be brought back.");
    assert!(sound.exists());
    press(&mut window, "Keep sound for 30 days");
    wait_for(&mut window, "the sound of 1 session was deleted, as you chose");
    assert!(!sound.exists());
}
