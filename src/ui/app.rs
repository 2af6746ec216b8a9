//! The app: which screen is shown, and what becomes of what is asked for.

use std::path::PathBuf;

use eframe::Frame as Window;
use eframe::egui::CentralPanel;
use eframe::egui::Context;
use eframe::egui::Frame;
use eframe::egui::ThemePreference;
use eframe::egui::Ui;
use eframe::egui::ViewportCommand;

use crate::io::settings::ThemeChoice;
use crate::runtime::studio::Studio;
use crate::runtime::studio::incoming::Ended;
use crate::runtime::studio::practise::Rehearse;
use crate::ui::command::Command;
use crate::ui::incoming;
use crate::ui::keys;
use crate::ui::nav;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::Check;
use crate::ui::screens::Debrief;
use crate::ui::screens::Home;
use crate::ui::screens::Library;
use crate::ui::screens::Practise;
use crate::ui::screens::Review;
use crate::ui::screens::Settings;
use crate::ui::theme;
use crate::ui::widgets::Toasts;

/// By how much one press of a key changes the size of text.
const STEP: f32 = 0.1;

/// Screens to go back to.
const TRAIL: usize = 32;

/// What can be taken back.
#[derive(Debug)]
enum Undo {
    Delete(String),
}

/// The window's contents.
pub struct App {
    studio: Studio,
    here: Place,
    trail: Vec<Place>,
    toasts: Toasts<Undo>,
    /// The faults that were told.
    told: Vec<String>,
    home: Home,
    library: Library,
    practise: Practise,
    check: Check,
    review: Review,
    debrief: Debrief,
    settings: Settings,
    /// The sheet of all keys is open.
    keys: bool,
    /// Recordings that were handed over and are done, as far as that was told.
    done: usize,
}

impl App {
    /// Begins at home. `fault` is told first.
    pub fn new(ctx: &Context, studio: Studio, fault: Option<String>) -> Self {
        theme::install(ctx);
        let mut app = Self {
            studio,
            here: Place::Home,
            trail: Vec::new(),
            toasts: Toasts::default(),
            told: Vec::new(),
            home: Home::default(),
            library: Library::default(),
            practise: Practise::default(),
            check: Check::default(),
            review: Review::default(),
            debrief: Debrief::default(),
            settings: Settings::default(),
            keys: false,
            done: 0,
        };
        fault.into_iter().for_each(|fault| app.toasts.fault(fault));
        if let Some(broke) = app.studio.broke.take() {
            app.toasts.remark(broke.to_string());
        }
        app.look(ctx);
        app
    }

    /// Draws the whole window.
    pub fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if let Some(command) = Command::pressed(&ctx) {
            self.obey(&ctx, command);
        }
        if self.keys {
            keys::keep_from_below(&ctx);
        }
        if let Some(command) = nav::bar_ui(ui, self.here) {
            self.obey(&ctx, command);
        }
        self.dropped(&ctx);
        incoming::bar_ui(ui, &self.studio);
        let ground = Frame::NONE.fill(theme::palette(ui).window);
        let asks = CentralPanel::default().frame(ground).show(ui, |ui| self.screen(ui)).inner;
        asks.into_iter().for_each(|ask| self.answer(ask));
        if self.here != Place::Check {
            self.studio.check.rest();
        }
        if self.keys {
            self.keys = keys::sheet_ui(&ctx, self.here);
        }
        self.tell_faults();
        self.tell_recordings();
        match self.toasts.ui(&ctx) {
            Some(Undo::Delete(id)) => self.hand_over(self.studio.library.undo_delete(&id)),
            None => {}
        }
        self.look(&ctx);
    }

    fn screen(&mut self, ui: &mut Ui) -> Vec<Ask> {
        match self.here {
            Place::Home => self.home.ui(ui, &mut self.studio),
            Place::Practise => self.practise.ui(ui, &mut self.studio),
            Place::Check => self.check.ui(ui, &mut self.studio),
            Place::Library => self.library.ui(ui, &self.studio),
            Place::Review => self.review.ui(ui, &self.studio),
            Place::Debrief => self.debrief.ui(ui, &self.studio),
            Place::Settings => self.settings.ui(ui, &mut self.studio),
        }
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Go(place) => self.go(place),
            Ask::Back => self.back(),
            Ask::Open(id) => self.open(&id),
            Ask::Practise(question) => {
                self.studio.set(|settings| settings.question = Some(question));
                self.practise.look_again();
                self.go(Place::Practise);
            }
            Ask::Rehearse(rehearsal) => self.rehearse(rehearsal),
            Ask::Debrief(id) => self.debrief(&id),
            Ask::Begin => {
                let mut asks = Vec::new();
                self.practise.begin(&mut self.studio, &mut asks);
                self.go(Place::Practise);
                asks.into_iter().for_each(|ask| self.answer(ask));
            }
            Ask::Review(path) => self.hear(path),
            Ask::Tell(what) => self.toasts.tell(what, None),
            Ask::Delete(id) => {
                self.hand_over(self.studio.library.delete(&id));
                self.toasts.tell("Deleted. It stays in the trash for 7 days.", Some(Undo::Delete(id)));
            }
            Ask::Fault(what) => self.toasts.fault(what),
        }
    }

    fn obey(&mut self, ctx: &Context, command: Command) {
        let size = self.studio.settings().text_size;
        match command {
            Command::Go(place) => self.go(place),
            Command::Back => self.back(),
            Command::Larger => self.size(size + STEP),
            Command::Smaller => self.size(size - STEP),
            Command::UsualSize => self.size(1.0),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Keys => self.keys = !self.keys,
        }
    }

    fn rehearse(&mut self, rehearsal: Rehearse) {
        let mut asks = Vec::new();
        self.studio.practise.put_away();
        self.practise.rehearse(&mut self.studio, rehearsal, &mut asks);
        self.go(Place::Practise);
        asks.into_iter().for_each(|ask| self.answer(ask));
    }

    fn size(&mut self, size: f32) {
        let size = size.clamp(0.8, 2.0);
        self.studio.set(|settings| settings.text_size = size);
    }

    fn go(&mut self, place: Place) {
        if place == self.here {
            return;
        }
        if self.trail.len() == TRAIL {
            self.trail.remove(0);
        }
        self.trail.push(self.here);
        self.turn_to(place);
    }

    /// Whoever leaves the review hears no more of it.
    fn turn_to(&mut self, place: Place) {
        if self.here == Place::Review {
            self.studio.playback.stop().ok();
        }
        if place == Place::Library || place == Place::Home {
            self.studio.library.refresh().ok();
        }
        if place == Place::Check {
            self.check.enter();
        }
        if place == Place::Settings {
            self.studio.storage.measure().ok();
        }
        self.here = place;
    }

    fn back(&mut self) {
        let place = self.trail.pop().unwrap_or(Place::Library);
        self.turn_to(place);
    }

    /// Opens a session to look back at it.
    pub fn open(&mut self, id: &str) {
        let asked = self.review.open(id, &self.studio);
        asked.into_iter().for_each(|ask| self.answer(ask));
        self.go(Place::Review);
    }

    /// Opens the debrief of a loop.
    pub fn debrief(&mut self, id: &str) {
        let asked = self.debrief.open(id, &self.studio);
        asked.into_iter().for_each(|ask| self.answer(ask));
        self.go(Place::Debrief);
    }

    /// Recordings that were dropped on the window are reviewed, speech models taken in.
    fn dropped(&mut self, ctx: &Context) {
        let files = ctx.input(|input| input.raw.dropped_files.clone());
        for file in files {
            let path = file.path().to_owned();
            if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("bin")) {
                self.go(Place::Check);
                self.hand_over(self.studio.models.import(path));
            } else {
                self.hear(path);
            }
        }
    }

    fn hear(&mut self, path: PathBuf) {
        let question = self.studio.question();
        let model = self.studio.settings().model.clone();
        self.hand_over(self.studio.recordings.review(path, &question, model));
    }

    /// A recording that was kept is opened; one that could not be is told.
    fn tell_recordings(&mut self) {
        let shown = self.studio.recordings.shown();
        if shown.ended == self.done {
            return;
        }
        self.done = shown.ended;
        match &shown.last {
            Some(Ended::Kept(id)) => {
                self.hand_over(self.studio.library.refresh());
                self.open(id);
            }
            Some(Ended::Failed(why)) => self.toasts.fault(why),
            Some(Ended::Stopped) | None => {}
        }
    }

    fn hand_over<E: ToString>(&mut self, done: Result<(), E>) {
        if let Err(fault) = done {
            self.toasts.fault(fault.to_string());
        }
    }

    fn tell_faults(&mut self) {
        let faults = self.studio.faults();
        if faults != self.told {
            faults.iter().for_each(|fault| self.toasts.fault(fault));
            self.told = faults;
        }
    }

    /// Theme and size of text, as they are set.
    fn look(&self, ctx: &Context) {
        let settings = self.studio.settings();
        let theme = match settings.theme {
            ThemeChoice::System => ThemePreference::System,
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != theme {
            ctx.set_theme(theme);
        }
        if (ctx.zoom_factor() - settings.text_size).abs() > 0.001 {
            ctx.set_zoom_factor(settings.text_size);
        }
        let seconds = if settings.reduced_motion { 0.0 } else { 0.12 };
        if (ctx.style_of(ctx.theme()).animation_time - seconds).abs() > 0.001 {
            ctx.all_styles_mut(|style| style.animation_time = seconds);
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _: &mut Window) {
        self.draw(ui);
    }
}
