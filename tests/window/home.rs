//! Home: the job, the question and the mode, by pointer and by keys.

use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::Theme;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use pushback::io::places::Places;
use pushback::io::settings::Settings;
use pushback::ui::App;

use crate::ground::is_there;
use crate::ground::press;
use crate::ground::wait_for;
use crate::ground::window;
use crate::ground::with_sessions;

const SIZE: (f32, f32) = (1_000.0, 700.0);

/// What is kept, once it is: settings are written by another thread.
fn wait_for_settings(places: &Places, wanted: impl Fn(&Settings) -> bool) {
    let begun = std::time::Instant::now();
    while !Settings::load(places).is_ok_and(|settings| wanted(&settings)) {
        assert!(begun.elapsed().as_secs() < 10, "{:?}", Settings::load(places));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

fn key(window: &mut Harness<'_, Option<App>>, key: Key) {
    window.key_press(key);
    window.run_ok();
}

#[test]
fn question_and_mode_are_chosen_kept_and_practised() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    std::fs::write(folder.path().join("settings.toml"), "typed = true\nspeak = false\nchecked = true\n")
        .unwrap();
    let mut first = window(&places, SIZE, Theme::Light);
    wait_for(&mut first, "Ownership of a failure");
    first.get_all_by_label("Question").last().unwrap();
    first
        .query_all_by_value("Ownership of a failure")
        .next()
        .expect("the list of questions")
        .click_accesskit();
    first.run_ok();
    press(&mut first, "Conflict with a colleague");
    press(&mut first, "Real");
    wait_for_settings(&places, |kept| kept.real && kept.question.as_deref() == Some("conflict_colleague"));
    drop(first);
    let mut again = window(&places, SIZE, Theme::Dark);
    press(&mut again, "Start practising");
    wait_for(&mut again, "Your turn. ");
    assert!(
        is_there(&again, "Tell me about a conflict with a colleague"),
        "the question that was chosen is asked"
    );
}

#[test]
fn everything_at_home_has_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    std::fs::write(folder.path().join("settings.toml"), "typed = true\nspeak = false\nchecked = true\n")
        .unwrap();
    let mut window = window(&places, SIZE, Theme::Dark);
    wait_for(&mut window, "What to work on next");
    key(&mut window, Key::M);
    key(&mut window, Key::Q);
    wait_for_settings(&places, |kept| kept.real && kept.question.as_deref() == Some("proudest_project"));
    key(&mut window, Key::N);
    wait_for(&mut window, "Start the interview");
    wait_for_settings(&places, |kept| kept.question.as_deref() != Some("proudest_project"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    wait_for(&mut window, "Start practising");
    key(&mut window, Key::Space);
    wait_for(&mut window, "Your turn. ");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    press(&mut window, "Back to the interview");
    wait_for(&mut window, "Your turn. ");
}

#[test]
fn what_broke_the_last_time_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    std::fs::create_dir(places.logs()).unwrap();
    std::fs::write(places.logs().join("broke.txt"), "thread practise at src/x.rs:1:2").unwrap();
    let mut first = window(&places, SIZE, Theme::Light);
    wait_for(&mut first, "Something in Pushback broke the last time (thread practise at src/x.rs:1:2)");
    assert!(is_there(&first, places.logs().to_str().unwrap()));
    drop(first);
    let mut again = window(&places, SIZE, Theme::Light);
    wait_for(&mut again, "Welcome");
    assert!(!is_there(&again, "broke the last time"));
}
