//! Fills a data folder with sessions, as somebody would have it after a year of practice, and measures the library on it.
//!
//! ```text
//! cargo run --release --example many_sessions -- FOLDER 1000
//! ```
//!
//! The answers are the sample answers with sentences left out, judged by the real rubric and kept by the real store. They
//! are typed, so that no time goes into sound.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use pushback::core::rubric::rubric::Rubric;
use pushback::io::packs::Packs;
use pushback::io::places::Places;
use pushback::io::session::record::Answer;
use pushback::io::session::record::Judged;
use pushback::io::session::record::Kind;
use pushback::io::session::record::Said;
use pushback::io::session::record::Turn;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use pushback::io::session::verdict::VerdictFile;
use pushback::runtime::rescore::rescore;
use pushback::runtime::studio::Studio;

const ANSWERS: [&str; 3] = [
    include_str!("../assets/samples/weak.txt"),
    include_str!("../assets/samples/middling.txt"),
    include_str!("../assets/samples/strong.txt"),
];

/// Every so many days there is a session.
const FIRST: &str = "2024-01-01_18-00-00";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder that is to be filled")?;
    let count: usize = arguments.next().map_or(Ok(1_000), |count| count.parse())?;
    let places = Places::in_folder(std::path::absolute(folder)?);
    let packs = Packs::load(None)?;
    let rubrics: Vec<&Rubric> = packs.ids().filter_map(|id| packs.get(id)).collect();
    let store = Store::new(&places);
    let mut judged = HashMap::new();
    let first = Stamp::from_name(FIRST).ok_or("the first day is no day")?;
    let begun = Instant::now();
    for n in 0..count {
        let rubric = rubrics[n % rubrics.len()];
        let text = answer(n, count);
        let answer = judged.entry((n % rubrics.len(), text.clone())).or_insert_with(|| kept(rubric, text));
        let mut writer = store.create(Kind::Practise, &rubric.title, first.plus_days(n as u32))?;
        for judged in &mut answer.verdicts {
            judged.at = first.plus_days(n as u32);
        }
        writer.change(|session| session.answers.push(answer.clone()))?;
        writer.finish()?;
    }
    println!("{count} sessions written in {:.1?}, {} different answers", begun.elapsed(), judged.len());
    measure(&places, &store)
}

/// Somebody who gets better: weak answers first, strong ones last, and each time another sentence or two left out.
fn answer(n: usize, count: usize) -> String {
    let level = (n * ANSWERS.len() / count.max(1) + n % 2).min(ANSWERS.len() - 1);
    let sentences: Vec<&str> = ANSWERS[level].split_inclusive(['.', '?', '!']).collect();
    let left_out = [n * 7 % sentences.len(), n * 5 % sentences.len()];
    let kept = sentences.iter().enumerate().filter(|(at, _)| !left_out.contains(at));
    kept.map(|(_, sentence)| sentence.trim()).collect::<Vec<_>>().join(" ")
}

fn kept(rubric: &Rubric, text: String) -> Answer {
    let mut answer = Answer {
        question: rubric.id().to_owned(),
        question_text: rubric.question().to_owned(),
        turns: vec![Turn { asked: None, said: Said::Typed(text) }],
        heard: None,
        verdicts: Vec::new(),
        corrections: Vec::new(),
    };
    let verdict = VerdictFile::from(&rescore(rubric, &answer));
    answer.verdicts.push(Judged { at: Stamp::now(), verdict });
    answer
}

/// How long it takes until the library shows all, and until it shows what changed.
fn measure(places: &Places, store: &Store) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let (studio, _) = Studio::open(places.clone(), Arc::new(|| {}))?;
    let opened = begun.elapsed();
    wait(&studio, |studio| studio.library.shelf().read);
    println!("studio open after {opened:.1?}, all sessions read after {:.1?}", begun.elapsed());
    let begun = Instant::now();
    let looked = store.look()?.len();
    println!("looking at {looked} sessions that did not change: {:.1?}", begun.elapsed());
    let id = studio.library.shelf().entries.first().map(|entry| entry.id.clone()).ok_or("nothing there")?;
    let before = studio.library.shelf();
    let begun = Instant::now();
    studio.library.delete(&id)?;
    wait(&studio, |studio| !Arc::ptr_eq(&studio.library.shelf(), &before));
    println!("one session deleted and shown so after {:.1?}", begun.elapsed());
    let before = studio.library.shelf();
    let begun = Instant::now();
    studio.library.undo_delete(&id)?;
    wait(&studio, |studio| !Arc::ptr_eq(&studio.library.shelf(), &before));
    println!("and brought back after {:.1?}", begun.elapsed());
    Ok(())
}

fn wait(studio: &Studio, so: impl Fn(&Studio) -> bool) {
    while !so(studio) {
        std::thread::sleep(Duration::from_micros(200));
    }
}
