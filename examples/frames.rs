//! How long one frame of the review page takes, logic and tessellation, without painting: a session of 30 minutes that is
//! scrolled and played.
//!
//! ```text
//! cargo run --release --example frames
//! ```

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use eframe::egui::Context;
use eframe::egui::Event;
use eframe::egui::Modifiers;
use eframe::egui::MouseWheelSource;
use eframe::egui::MouseWheelUnit;
use eframe::egui::Pos2;
use eframe::egui::RawInput;
use eframe::egui::Rect;
use eframe::egui::TouchPhase;
use eframe::egui::epaint::Primitive;
use eframe::egui::pos2;
use eframe::egui::vec2;
use pushback::io::packs::Packs;
use pushback::io::places::Places;
use pushback::io::session::record::Answer;
use pushback::io::session::record::Heard;
use pushback::io::session::record::Judged;
use pushback::io::session::record::Kind;
use pushback::io::session::record::Range;
use pushback::io::session::record::Said;
use pushback::io::session::record::Turn;
use pushback::io::session::record::Word;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use pushback::io::session::verdict::VerdictFile;
use pushback::runtime::rescore::rescore;
use pushback::runtime::studio::Studio;
use pushback::ui::App;

const ANSWER: &str = include_str!("../assets/samples/strong.txt");
const QUESTION: &str = "ownership_failure";
const MINUTES: usize = 30;
const FRAMES: usize = 600;
const SIZE: (f32, f32) = (1_600.0, 1_000.0);

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let places = Places::in_folder(folder.path());
    let (id, words) = session(&places)?;
    let ctx = Context::default();
    let (studio, _) = Studio::open(places, Arc::new(|| {}))?;
    let mut app = App::new(&ctx, studio, None);
    app.open(&id);
    let until = Instant::now() + Duration::from_secs(8);
    while Instant::now() < until {
        frame(&ctx, &mut app, 0.0, Vec::new());
    }
    let mut times: Vec<Duration> = (0..FRAMES).map(|n| scrolled(&ctx, &mut app, n)).collect();
    times.sort_unstable();
    let at = |share: f64| times[((FRAMES - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    // Proves that the page was open, and not the spinner before it.
    let drawn = vertices(&ctx, &mut app);
    println!(
        "{MINUTES} minutes, {words} words, {FRAMES} frames at {} x {}, {drawn} vertices",
        SIZE.0, SIZE.1
    );
    println!("frame, ms: p50 {:.2}, p95 {:.2}, most {:.2}", at(0.5), at(0.95), at(1.0));
    Ok(())
}

/// One frame while the wheel turns down and up again.
fn scrolled(ctx: &Context, app: &mut App, n: usize) -> Duration {
    let down = if (n / 150).is_multiple_of(2) { -40.0 } else { 40.0 };
    let at = Pos2::new(SIZE.0 / 2.0, SIZE.1 / 3.0);
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, down),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    };
    frame(ctx, app, n as f64 / 60.0, vec![Event::PointerMoved(at), wheel])
}

/// How much one frame draws.
fn vertices(ctx: &Context, app: &mut App) -> usize {
    let mut output = ctx.run_ui(RawInput::default(), |ui| app.draw(ui));
    output.textures_delta.clear();
    let shapes = ctx.tessellate(output.shapes, output.pixels_per_point);
    let meshes = shapes.iter().filter_map(|shape| match &shape.primitive {
        Primitive::Mesh(mesh) => Some(mesh.vertices.len()),
        Primitive::Callback(_) => None,
    });
    meshes.sum()
}

fn frame(ctx: &Context, app: &mut App, time: f64, events: Vec<Event>) -> Duration {
    let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(SIZE.0, SIZE.1)));
    let input = RawInput { screen_rect, time: Some(time), events, ..RawInput::default() };
    let begun = Instant::now();
    let mut output = ctx.run_ui(input, |ui| app.draw(ui));
    let shapes = ctx.tessellate(output.shapes, output.pixels_per_point);
    let spent = begun.elapsed();
    drop(shapes);
    output.textures_delta.clear();
    spent
}

/// A recorded session of the sample answer, told again and again at 150 words a minute.
fn session(places: &Places) -> Result<(String, usize), Box<dyn Error>> {
    let packs = Packs::load(None)?;
    let rubric = packs.get(QUESTION).ok_or("no such question")?;
    let spoken = ANSWER.split_whitespace().cycle().take(MINUTES * 150).enumerate();
    let words: Vec<Word> =
        spoken.map(|(n, word)| Word(word.to_owned(), n * 400, n * 400 + 320, 0.9)).collect();
    let (count, length) = (words.len(), words.len() * 400);
    let mut writer = Store::new(places).create(Kind::Review, "long.wav", Stamp::now())?;
    let mut audio = writer.audio()?;
    let minute: Vec<f32> = (0..960_000_u32).map(|n| (n as f32 * 0.05).sin() * 0.3).collect();
    for _ in 0..MINUTES {
        audio.push(&minute)?;
    }
    audio.finish()?;
    let heard = Heard {
        model: "none".to_owned(),
        synthetic_only: false,
        warnings: Vec::new(),
        segments: vec![Range(0, length)],
        pauses: (0..MINUTES * 10).map(|n| Range(n * 6_000, n * 6_000 + 800)).collect(),
        duration_ms: length,
        speech_ms: length,
        lead_ms: 0,
        fillers_at_least: 0,
    };
    let mut answer = Answer {
        question: QUESTION.to_owned(),
        question_text: rubric.question().to_owned(),
        turns: vec![Turn { asked: None, said: Said::Heard(words) }],
        heard: Some(heard),
        verdicts: Vec::new(),
        corrections: Vec::new(),
    };
    let verdict = VerdictFile::from(&rescore(rubric, &answer));
    answer.verdicts.push(Judged { at: Stamp::now(), verdict });
    writer.change(|session| session.answers.push(answer))?;
    let id = writer.id();
    writer.finish()?;
    Ok((id, count))
}
