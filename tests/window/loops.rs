//! Loops in the window: started on Home, held by the clock, left and gone on with, and their debrief.

use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::Theme;
use egui_kittest::kittest::Queryable;
use pushback::io::places::Places;
use pushback::io::session::record::State;
use pushback::io::session::store::Store;

use crate::ground::STRONG;
use crate::ground::a_loop;
use crate::ground::is_there;
use crate::ground::names;
use crate::ground::press;
use crate::ground::session;
use crate::ground::wait_for;
use crate::ground::window;
use crate::screens::type_in;

const SIZE: (f32, f32) = (1_000.0, 700.0);
const TYPED: &str = "typed = true\nspeak = false\nchecked = true\n";

fn ended(places: &Places) -> State {
    Store::new(places).find("last").unwrap().session.unwrap().state
}

#[test]
fn a_loop_is_started_left_gone_on_with_ended_and_debriefed() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    std::fs::write(folder.path().join("settings.toml"), TYPED).unwrap();
    let mut window = window(&places, SIZE, Theme::Light);
    press(&mut window, "Start the loop");
    wait_for(&mut window, "The hiring manager");
    assert!(is_there(&window, "left in all"));
    wait_for(&mut window, "Question 1 of 3");
    wait_for(&mut window, "Type your answer below");
    type_in(&mut window, STRONG);
    wait_for(&mut window, "Type your answer below");
    // Nothing of how it goes is shown before the end.
    let scored = names(&window).iter().any(|name| name.ends_with(" of 5"));
    assert!(!scored, "{:?}", names(&window));
    press(&mut window, "End the session");
    press(&mut window, "Leave it for later");
    wait_for(&mut window, "The loop waits for you");
    assert_eq!(ended(&places), State::Left);
    press(&mut window, "To the start page");
    press(&mut window, "Go on with the one you left");
    wait_for(&mut window, "Type your answer below");
    type_in(&mut window, "I told my manager ten minutes later, and nobody had noticed until then.");
    wait_for(&mut window, "Type your answer below");
    press(&mut window, "End the session");
    press(&mut window, "End it");
    wait_for(&mut window, "The loop is over");
    assert_eq!(ended(&places), State::Done);
    press(&mut window, "Read the debrief");
    wait_for(&mut window, "Debrief: Quick loop");
    wait_for(&mut window, "Question by question");
    assert!(is_there(&window, "not asked"));
}

#[test]
fn a_debrief_opens_its_quotes_leads_to_practice_and_is_exported() {
    for theme in [Theme::Light, Theme::Dark] {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        std::fs::write(folder.path().join("settings.toml"), TYPED).unwrap();
        a_loop(&places, "2026-11-10_18-00-00");
        let id = a_loop(&places, "2026-11-18_18-00-00");
        let mut window = window(&places, SIZE, theme);
        wait_for(&mut window, "Last sessions");
        press(&mut window, "Look back");
        press(&mut window, "Read the debrief");
        for part in ["What to practise next", "Across the questions", "What each interviewer would write"] {
            wait_for(&mut window, part);
        }
        assert!(is_there(&window, "Beside the loop before"));
        window.get_all_by_label("Ownership of a failure").next().unwrap().click_accesskit();
        window.run_ok();
        assert!(is_there(&window, "before any probe  ·  "));
        press(&mut window, "Export the debrief");
        press(&mut window, "Markdown");
        window.get_all_by_label("Export").last().unwrap().click_accesskit();
        window.run_ok();
        wait_for(&mut window, "The debrief is in ");
        let written = places.exports().join(format!("{id}-debrief.md"));
        assert!(std::fs::read_to_string(written).unwrap().contains("Quick loop"));
        press(&mut window, "Practise: ");
        wait_for(&mut window, "Start the interview");
    }
}

#[test]
fn what_is_no_loop_has_no_debrief_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    let id = session(&places, "2026-11-02_10-00-00", "Ownership of a failure", STRONG, false);
    let mut window = window(&places, SIZE, Theme::Dark);
    window.state_mut().as_mut().unwrap().debrief(&id);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num8);
    wait_for(&mut window, "There is no debrief of this");
    assert!(is_there(&window, "Only a full loop has a debrief"));
}
