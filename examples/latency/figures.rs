//! From moments to a table.

use std::time::Duration;
use std::time::Instant;

use pushback::core::interview::event::Event;
use pushback::core::interview::event::Kind;

use crate::room::Measured;

/// Percentiles of ms, by the nearest rank.
fn percentiles(name: &str, mut ms: Vec<f64>) {
    ms.sort_by(f64::total_cmp);
    let at = |share: f64| ms[((ms.len() as f64 * share).ceil() as usize).clamp(1, ms.len()) - 1];
    println!("| {name} | {} | {:.0} | {:.0} | {:.0} |", ms.len(), at(0.5), at(0.95), ms[ms.len() - 1]);
}

/// What one turn took, in ms, and what of it went where.
pub(crate) struct Row {
    /// From the decision or the key to the first sound.
    decided: f64,
    /// From the end of speech to the first sound.
    spoken: f64,
    /// Until the ear was shut.
    ear: f64,
    /// Until the last words were there.
    recogniser: f64,
    /// Until the voice said that it had begun.
    rest: f64,
    /// Until it was heard.
    voice: f64,
}

fn ms(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1_000.0
}

/// One a turn; the times of the parts are those of the events.
pub(crate) fn rows(measured: &[Measured], happened: &[Event]) -> Vec<Row> {
    measured.iter().map(|turn| row(turn, happened)).collect()
}

fn row(turn: &Measured, happened: &[Event]) -> Row {
    let at = |event: &Event| turn.zero + Duration::from_millis(event.at_ms);
    // Events know whole ms only.
    let slack = Duration::from_millis(20);
    let last = |wanted: fn(&Kind) -> bool| {
        let between = |event: &&Event| at(event) + slack >= turn.decided && at(event) <= turn.sounds + slack;
        happened.iter().filter(between).filter(|event| wanted(&event.kind)).map(at).next_back()
    };
    let shut = last(|kind| matches!(kind, Kind::EarClosed { .. })).unwrap_or(turn.decided);
    let heard = last(|kind| matches!(kind, Kind::Heard { .. })).unwrap_or(shut).max(shut);
    let started = last(|kind| matches!(kind, Kind::VoiceStarted { .. })).unwrap_or(heard);
    Row {
        decided: ms(turn.decided, turn.sounds),
        spoken: ms(turn.spoken, turn.sounds),
        ear: ms(turn.decided, shut),
        recogniser: ms(shut, heard),
        rest: ms(heard, started),
        voice: ms(started, turn.sounds),
    }
}

/// A figure of a turn.
type Column = fn(&Row) -> f64;

/// Prints the table.
pub(crate) fn print(rows: &[Row]) {
    println!("| ms | turns | p50 | p95 | most |\n|---|--:|--:|--:|--:|");
    let columns: [(&str, Column); 6] = [
        ("decision or key, to the first sound of the probe", |row| row.decided),
        ("end of speech, to the first sound of the probe", |row| row.spoken),
        ("of it: until the ear is shut", |row| row.ear),
        ("of it: the recogniser", |row| row.recogniser),
        ("of it: analyser and loop, until the voice has begun", |row| row.rest),
        ("of it: the voice, until it is heard", |row| row.voice),
    ];
    for (name, of) in columns {
        percentiles(name, rows.iter().map(of).collect());
    }
}
