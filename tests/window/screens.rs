//! Every screen with nothing, with sessions, with long text and with what went wrong, in both themes.

use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::Theme;
use egui_kittest::kittest::NodeT;
use egui_kittest::kittest::Queryable;
use pushback::io::places::Places;

use crate::ground::STRONG;
use crate::ground::is_there;
use crate::ground::names;
use crate::ground::press;
use crate::ground::session;
use crate::ground::wait_for;
use crate::ground::window;
use crate::ground::with_sessions;

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

const SIZE: (f32, f32) = (1_000.0, 700.0);

#[test]
fn a_new_person_is_welcomed_and_led_to_the_check() {
    for theme in THEMES {
        let folder = tempfile::tempdir().unwrap();
        let mut window = window(&Places::in_folder(folder.path()), SIZE, theme);
        wait_for(&mut window, "Nothing here yet");
        assert!(is_there(&window, "Welcome"));
        press(&mut window, "Check microphone and voice");
        wait_for(&mut window, "Four things to try before you practise");
        for step in ["Microphone", "Voice", "Speech model", "Say a sentence"] {
            assert!(is_there(&window, step), "{step}");
        }
        press(&mut window, "Skip, I will type");
        wait_for(&mut window, "Practise a question");
        assert!(!is_there(&window, "Welcome"));
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        wait_for(&mut window, "Start the interview");
    }
}

#[test]
fn every_screen_has_something_to_say_where_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for theme in THEMES {
        let mut window = window(&Places::in_folder(folder.path()), SIZE, theme);
        for (key, says) in [
            (Key::Num2, "Start the interview"),
            (Key::Num3, "Nothing here yet"),
            (Key::Num4, "Speech model"),
            (Key::Num8, "No debrief yet"),
            (Key::Num9, "Nothing is open"),
            (Key::Comma, "Privacy"),
            (Key::Num1, "Practise a question"),
        ] {
            window.key_press_modifiers(Modifiers::COMMAND, key);
            wait_for(&mut window, says);
        }
    }
}

#[test]
fn a_session_is_looked_back_at_with_words_scorecard_and_sound() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    for theme in THEMES {
        let mut window = window(&places, SIZE, theme);
        press(&mut window, "Look back");
        for says in [
            "What you said",
            "Scorecard",
            "Who knew, and when",
            "Who acts",
            "Where the words go",
            "Where did that new check show itself since?",
            "Waveform, 0:",
            "of 5",
        ] {
            wait_for(&mut window, says);
        }
        // A line of the scorecard opens its words.
        press(&mut window, "The cause you own:");
        wait_for(&mut window, "Play “");
    }
}

#[test]
fn a_misheard_word_is_corrected_and_taken_back_by_keys() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let mut window = window(&places, SIZE, Theme::Dark);
    press(&mut window, "Look back");
    wait_for(&mut window, "Scorecard");
    // The second word: "was".
    for key in [Key::ArrowRight, Key::ArrowRight, Key::E] {
        window.key_press(key);
        window.run_ok();
    }
    wait_for(&mut window, "Heard: “was”");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(eframe::egui::Event::Text("am".into()));
    window.run_ok();
    press(&mut window, "Correct and judge again");
    wait_for(&mut window, "I am responsible for the invoices");
    wait_for(&mut window, "Framed words were corrected by hand");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait_for(&mut window, "I was responsible for the invoices");
}

#[test]
fn a_report_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let mut window = window(&places, SIZE, Theme::Light);
    press(&mut window, "Look back");
    wait_for(&mut window, "Scorecard");
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_for(&mut window, "Web page");
    // The button of the small window, not the one of the page.
    let export = names(&window).into_iter().filter(|name| name == "Export").count();
    assert!(export >= 1);
    window.query_all_by_label("Export").last().unwrap().click_accesskit();
    window.run_ok();
    wait_for(&mut window, "Exported to");
    let exported = std::fs::read_dir(places.exports()).unwrap().map(|file| file.unwrap().path());
    assert!(exported.filter(|path| path.extension().is_some_and(|e| e == "html")).count() == 1);
}

#[test]
fn a_session_that_was_deleted_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let mut window = window(&places, SIZE, Theme::Dark);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    press(&mut window, "Delete Ownership of a failure, 2026-11-16_09-15-00");
    wait_for(&mut window, "Undo");
    let gone = places.sessions().join("2026-11-16_09-15-00");
    let begun = std::time::Instant::now();
    while gone.exists() {
        assert!(begun.elapsed().as_secs() < 10);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    press(&mut window, "Undo");
    wait_for(&mut window, "Delete Ownership of a failure, 2026-11-16_09-15-00");
    assert!(gone.exists());
}

#[test]
fn what_is_damaged_is_named_and_everything_else_works() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let damaged = places.sessions().join("2026-11-09_18-30-00").join("session.json");
    std::fs::write(&damaged, "{ \"schema\": 3,").unwrap();
    std::fs::write(folder.path().join("settings.toml"), "theme = \"purple\"").unwrap();
    for theme in THEMES {
        let mut window = window(&places, SIZE, theme);
        wait_for(&mut window, "the settings cannot be read");
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
        wait_for(&mut window, "damaged");
        press(&mut window, "Look back");
        wait_for(&mut window, "Scorecard");
    }
}

#[test]
fn long_names_and_long_answers_have_room() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    let long = format!("{} ", STRONG.replace('.', ". And then")).repeat(30);
    let name =
        "A very long name of a recording that somebody made on a telephone and never renamed.m4a".repeat(3);
    session(&places, "2026-11-02_10-00-00", &name, &long, true);
    let mut window = window(&places, (720.0, 560.0), Theme::Light);
    press(&mut window, "Look back");
    wait_for(&mut window, "Scorecard");
    let width = 720.0;
    let too_wide: Vec<String> = outside(&window.root(), width);
    assert!(too_wide.is_empty(), "{too_wide:?}");
}

/// Buttons that reach beyond the window to the right.
fn outside(node: &egui_kittest::Node<'_>, width: f32) -> Vec<String> {
    let mut found = Vec::new();
    let accessible = node.accesskit_node();
    let button = accessible.role() == eframe::egui::accesskit::Role::Button;
    if button && node.rect().right() > width + 1.0 {
        found.extend(accessible.label());
    }
    node.children().for_each(|child| found.extend(outside(&child, width)));
    found
}

#[test]
fn a_typed_interview_is_held_to_its_end_and_looked_back_at() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.toml"), "typed = true\nspeak = false\nprobes = 1\n").unwrap();
    let mut window = window(&Places::in_folder(folder.path()), SIZE, Theme::Dark);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    press(&mut window, "Start the interview");
    wait_for(&mut window, "Your turn");
    for text in [STRONG, "In June it caught a file in dollars, and I sent it back."] {
        wait_for(&mut window, "Type your answer below");
        type_in(&mut window, text);
    }
    press(&mut window, "Finish");
    press(&mut window, "Look back at it");
    wait_for(&mut window, "Scorecard");
    wait_for(&mut window, "I stopped the run");
}

pub(crate) fn type_in(window: &mut egui_kittest::Harness<'_, Option<pushback::ui::App>>, text: &str) {
    window.get_by_label("Your answer").focus();
    window.run_ok();
    window.event(eframe::egui::Event::Text(text.into()));
    window.run_ok();
    press(window, "Send the answer");
    let begun = std::time::Instant::now();
    while is_there(window, "Type your answer below") && begun.elapsed().as_secs() < 10 {
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.step();
    }
}
