//! A thousand random actions: nothing panics, and no session is lost but by its own deletion, which can be taken back.

use eframe::egui::Event;
use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::Theme;
use eframe::egui::accesskit::Action;
use egui_kittest::Harness;
use egui_kittest::Node;
use egui_kittest::kittest::NodeT;
use pushback::io::places::Places;
use pushback::io::session::store::Store;
use pushback::ui::App;

use crate::ground::wait_for;
use crate::ground::window;
use crate::ground::with_sessions;

const SEEDS: u64 = 20;
const ACTIONS: usize = 50;

/// What the monkey may not do: use the network, or this machine's microphone and loudspeaker.
const FORBIDDEN: [&str; 8] = [
    "Get",
    "Listen to",
    "Say a sentence",
    "Hear the voice",
    "Play a sound",
    "Try its speed",
    "Choose a file",
    "Choose a recording",
];

/// Numbers that look random and are the same in every run (`SplitMix64`, Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}

#[test]
fn a_thousand_random_actions_break_nothing_and_lose_nothing() {
    for seed in 0..SEEDS {
        let folder = tempfile::tempdir().unwrap();
        let places = with_sessions(folder.path());
        std::fs::write(folder.path().join("settings.toml"), "typed = true\nspeak = false\n").unwrap();
        let theme = if seed % 2 == 0 { Theme::Dark } else { Theme::Light };
        let mut window = window(&places, (1_000.0, 700.0), theme);
        wait_for(&mut window, "Last sessions");
        let mut random = Random(seed);
        let mut done = Vec::new();
        for _ in 0..ACTIONS {
            done.push(act(&mut window, &mut random));
        }
        drop(window);
        whole(&places, seed, &done);
    }
}

/// Three sessions were there, and are there or in the trash.
fn whole(places: &Places, seed: u64, done: &[String]) {
    let listed = Store::new(places).list().unwrap();
    let broken: Vec<_> = listed.iter().filter(|session| session.session.is_err()).map(|s| &s.id).collect();
    assert!(broken.is_empty(), "seed {seed}: {broken:?} after {done:?}");
    let known = ["2026-11-02_10-00-00", "2026-11-09_18-30-00", "2026-11-16_09-15-00"];
    for id in known {
        let here = listed.iter().any(|session| session.id == id);
        let trash = std::fs::read_dir(places.sessions()).unwrap().flatten().any(|entry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            hidden && entry.path().is_dir() && holds(&entry.path(), id)
        });
        assert!(here || trash, "seed {seed}: {id} is lost after {done:?}");
    }
}

fn holds(folder: &std::path::Path, id: &str) -> bool {
    std::fs::read_dir(folder).unwrap().flatten().any(|e| e.file_name().to_string_lossy().contains(id))
}

/// Does something, and says what.
fn act(window: &mut Harness<'_, Option<App>>, random: &mut Random) -> String {
    let said = match random.below(10) {
        0 => key(window, random),
        1 => {
            window.event(Event::Text("Once I".into()));
            "text".to_owned()
        }
        2 => {
            let at = eframe::egui::pos2(random.below(1_000) as f32, random.below(700) as f32);
            window.hover_at(at);
            window.step();
            for pressed in [true, false] {
                window.event(Event::PointerButton {
                    pos: at,
                    button: eframe::egui::PointerButton::Primary,
                    pressed,
                    modifiers: Modifiers::NONE,
                });
            }
            format!("click at {at:?}")
        }
        _ => press(window, random),
    };
    window.run_ok();
    said
}

fn key(window: &Harness<'_, Option<App>>, random: &mut Random) -> String {
    const KEYS: [Key; 14] = [
        Key::Tab,
        Key::Enter,
        Key::Escape,
        Key::Space,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::N,
        Key::P,
        Key::E,
        Key::O,
        Key::R,
        Key::A,
        Key::S,
        Key::T,
    ];
    let key = KEYS[random.below(KEYS.len())];
    let modifiers = if random.below(4) == 0 { Modifiers::COMMAND } else { Modifiers::NONE };
    window.key_press_modifiers(modifiers, key);
    format!("{modifiers:?} {key:?}")
}

fn press(window: &Harness<'_, Option<App>>, random: &mut Random) -> String {
    let mut found = Vec::new();
    pressable(window.root(), &mut found);
    if found.is_empty() {
        return "nothing to press".to_owned();
    }
    let (node, name) = found.swap_remove(random.below(found.len()));
    node.click_accesskit();
    name
}

fn pressable<'t>(node: Node<'t>, found: &mut Vec<(Node<'t>, String)>) {
    node.children().for_each(|child| pressable(child, found));
    let accessible = node.accesskit_node();
    let name = accessible.label().unwrap_or_default();
    let acts = accessible.data().supports_action(Action::Click) && !accessible.is_disabled();
    if acts && FORBIDDEN.iter().all(|forbidden| !name.starts_with(forbidden)) {
        found.push((node, name));
    }
}
