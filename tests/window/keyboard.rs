//! The keyboard reaches everything that can be pressed.

use std::collections::BTreeSet;

use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::Theme;
use eframe::egui::accesskit::Action;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::Node;
use egui_kittest::kittest::NodeT;
use pushback::ui::App;

use crate::ground::press;
use crate::ground::wait_for;
use crate::ground::window;
use crate::ground::with_sessions;

/// More than there are stops on any screen.
const PRESSES: usize = 220;

#[test]
fn tab_comes_by_everything_that_can_be_pressed() {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let mut window = window(&places, (1_000.0, 700.0), Theme::Light);
    let screens = [
        (Key::Num1, "Practise a question"),
        (Key::Num2, "Start the interview"),
        (Key::Num3, "Delete Ownership of a failure"),
        (Key::Num4, "Say a sentence"),
        (Key::Comma, "Privacy"),
    ];
    for (key, says) in screens {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        wait_for(&mut window, says);
        check(&mut window, says);
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    press(&mut window, "Look back");
    wait_for(&mut window, "Scorecard");
    check(&mut window, "review");
}

/// Presses Tab until nothing new gets the keyboard, and compares with what can be clicked.
fn check(window: &mut Harness<'_, Option<App>>, screen: &str) {
    let mut reached = BTreeSet::new();
    for _ in 0..PRESSES {
        window.key_press(Key::Tab);
        window.run_ok();
        each(&window.root(), &mut |node| {
            if node.is_focused() {
                reached.insert(name(node));
            }
        });
    }
    let mut missed = Vec::new();
    each(&window.root(), &mut |node| {
        let accessible = node.accesskit_node();
        let acts = accessible.data().supports_action(Action::Click) && !accessible.is_disabled();
        // Labels can be selected with the pointer, words clicked and bars dragged: they are read, not pressed.
        let read = matches!(accessible.role(), Role::Paragraph | Role::Label | Role::ScrollBar);
        if acts && !read && !reached.contains(&name(node)) {
            missed.push(name(node));
        }
    });
    // Escape gives the keyboard back, so that the keys of the next screen are nobody's letters.
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(missed.is_empty(), "{screen}: {missed:?} cannot be reached; there is {reached:?}");
}

fn each<'t>(node: &Node<'t>, look: &mut impl FnMut(&Node<'t>)) {
    look(node);
    node.children().for_each(|child| each(&child, look));
}

fn name(node: &Node<'_>) -> String {
    let accessible = node.accesskit_node();
    let name = accessible.label().or_else(|| accessible.value()).unwrap_or_default();
    format!("{:?} {name}", accessible.role())
}
