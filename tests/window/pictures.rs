//! Pictures of the main screens, compared with those that were looked at.
//!
//! `PUSHBACK_PICTURES=FOLDER` writes them there instead, larger, in both themes, sizes and scales: that is how the pictures
//! of the README are made (`scripts/screenshots`). `PUSHBACK_ACCEPT=1` takes the present ones as right.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use eframe::egui::Context;
use eframe::egui::Event;
use eframe::egui::FullOutput;
use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::RawInput;
use eframe::egui::Rect;
use eframe::egui::Theme;
use eframe::egui::pos2;
use eframe::egui::vec2;
use pushback::io::places::Places;
use pushback::runtime::studio::Studio;
use pushback::ui::App;

use crate::ground::a_loop;
use crate::ground::with_sessions;
use crate::picture::Painter;
use crate::picture::Picture;

/// So much of a picture may differ: what a compiler makes of rounding.
const MAY_DIFFER: f32 = 0.004;

/// A screen: its name, and what is pressed to come there.
const SCREENS: [(&str, &[(Modifiers, Key)]); 8] = [
    ("home", &[(Modifiers::COMMAND, Key::Num1)]),
    ("practise", &[(Modifiers::COMMAND, Key::Num2)]),
    ("library", &[(Modifiers::COMMAND, Key::Num3)]),
    ("trends", &[(Modifiers::NONE, Key::T)]),
    ("keys", &[(Modifiers::NONE, Key::Questionmark)]),
    ("check", &[(Modifiers::COMMAND, Key::Num4)]),
    ("settings", &[(Modifiers::COMMAND, Key::Comma)]),
    ("review", &[(Modifiers::COMMAND, Key::Num9), (Modifiers::NONE, Key::N), (Modifiers::NONE, Key::N)]),
];

/// A window that is painted.
struct Screen {
    ctx: Context,
    app: App,
    painter: Painter,
    size: (f32, f32),
    pixels: f32,
    time: f64,
}

impl Screen {
    fn open(places: &Places, size: (f32, f32), pixels: f32, theme: Theme, more: &str) -> Self {
        let name = if theme == Theme::Dark { "dark" } else { "light" };
        std::fs::create_dir_all(places.data()).unwrap();
        let settings = format!("theme = \"{name}\"\nreduced_motion = true\nchecked = true\n{more}");
        std::fs::write(places.data().join("settings.toml"), settings).unwrap();
        let ctx = Context::default();
        let (studio, _) = Studio::open(places.clone(), Arc::new(|| {})).unwrap();
        let app = App::new(&ctx, studio, None);
        Self { ctx, app, painter: Painter::default(), size, pixels, time: 0.0 }
    }

    fn frame(&mut self, events: Vec<Event>) -> FullOutput {
        self.time += 0.25;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(self.size.0, self.size.1))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        input.viewports.entry(input.viewport_id).or_default().native_pixels_per_point = Some(self.pixels);
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.draw(ui));
        self.painter.take(&output.textures_delta);
        output.textures_delta.clear();
        output
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![event(true)]);
        self.frame(vec![event(false)]);
    }

    /// Draws until what other threads bring is there.
    fn settle(&mut self) {
        let until = Instant::now() + Duration::from_millis(1_200);
        while Instant::now() < until {
            self.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn picture(&mut self) -> Picture {
        let output = self.frame(Vec::new());
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let size = ((self.size.0 * self.pixels) as usize, (self.size.1 * self.pixels) as usize);
        self.painter.paint(&shapes, size, output.pixels_per_point)
    }
}

/// All screens of that size.
fn pictures(size: (f32, f32), pixels: f32, theme: Theme) -> Vec<(&'static str, Picture)> {
    let folder = tempfile::tempdir().unwrap();
    let places = with_sessions(folder.path());
    let mut screen = Screen::open(&places, size, pixels, theme, "");
    screen.settle();
    screen.app.open("2026-11-16_09-15-00");
    screen.settle();
    let mut made = Vec::new();
    for (name, keys) in SCREENS {
        keys.iter().for_each(|(modifiers, key)| screen.press(*modifiers, *key));
        screen.settle();
        made.push((name, screen.picture()));
        // Puts away what lies above a screen.
        screen.press(Modifiers::NONE, Key::Escape);
    }
    drop(screen);
    let mut screen = Screen::open(&places, size, pixels, theme, "typed = true\nspeak = false\n");
    screen.settle();
    screen.press(Modifiers::COMMAND, Key::Num2);
    screen.press(Modifiers::NONE, Key::Space);
    screen.settle();
    screen.settle();
    made.push(("interview", screen.picture()));
    drop(screen);
    made.extend(of_a_loop(size, pixels, theme));
    made
}

/// A debrief, and a loop that is held.
fn of_a_loop(size: (f32, f32), pixels: f32, theme: Theme) -> Vec<(&'static str, Picture)> {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    a_loop(&places, "2026-11-10_18-00-00");
    let id = a_loop(&places, "2026-11-18_18-00-00");
    let mut screen = Screen::open(&places, size, pixels, theme, "typed = true\nspeak = false\n");
    screen.app.debrief(&id);
    screen.settle();
    let mut made = vec![("debrief", screen.picture())];
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.settle();
    screen.press(Modifiers::NONE, Key::L);
    screen.settle();
    // Past the introduction, to the question.
    screen.press(Modifiers::NONE, Key::Space);
    screen.settle();
    made.push(("loop", screen.picture()));
    made
}

#[test]
fn the_main_screens_look_as_they_did_when_they_were_looked_at() {
    if let Some(folder) = std::env::var_os("PUSHBACK_PICTURES") {
        write_all(Path::new(&folder));
        return;
    }
    let accepts = std::env::var_os("PUSHBACK_ACCEPT").is_some();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/window");
    let mut wrong = Vec::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for (screen, picture) in pictures((1_000.0, 700.0), 1.0, theme) {
            // What they show depends on the microphones of the machine, and on its speed.
            if ["check", "interview", "loop"].contains(&screen) {
                continue;
            }
            let (path, picture) = (folder.join(format!("{screen}-{name}.png")), picture.halved());
            if accepts {
                picture.save(&path);
                continue;
            }
            let differs = Picture::load(&path).map_or(1.0, |wanted| wanted.difference(&picture));
            if differs > MAY_DIFFER {
                let seen = std::env::temp_dir().join(format!("pushback-{screen}-{name}.png"));
                picture.save(&seen);
                wrong.push(format!(
                    "{screen} {name}: {:.2} % differ, see {}",
                    differs * 100.0,
                    seen.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\nIf they are right: PUSHBACK_ACCEPT=1", wrong.join("\n"));
}

fn write_all(folder: &Path) {
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let all = [((1_000.0, 700.0), 1.0), ((1_600.0, 1_000.0), 1.0), ((1_000.0, 700.0), 2.0)];
        // Those of the README are of one size.
        let readme = std::env::var_os("PUSHBACK_PICTURES_README").is_some();
        for (size, pixels) in all.into_iter().take(if readme { 1 } else { 3 }) {
            for (screen, picture) in pictures(size, pixels, theme) {
                let scale = if pixels > 1.0 { "@2x" } else { "" };
                picture.save(&folder.join(format!("{screen}-{name}-{}x{}{scale}.png", size.0, size.1)));
            }
        }
    }
}
