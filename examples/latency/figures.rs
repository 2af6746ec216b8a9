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

/// Prints what each part took.
pub(crate) fn print(measured: &[Measured], happened: &[Event]) {
    let ms = |from: Instant, to: Instant| {
        to.saturating_duration_since(from).as_secs_f64() * 1_000.0
            - from.saturating_duration_since(to).as_secs_f64() * 1_000.0
    };
    // The last event of a kind after the decision and before the sound.
    let when = |turn: &Measured, wanted: fn(&Kind) -> bool| {
        let at = |event: &Event| turn.zero + Duration::from_millis(event.at_ms);
        let slack = Duration::from_millis(20);
        let between = |event: &&Event| at(event) + slack >= turn.decided && at(event) <= turn.sounds + slack;
        happened.iter().filter(between).filter(|event| wanted(&event.kind)).map(at).next_back()
    };
    println!("| ms | turns | p50 | p95 | most |\n|---|--:|--:|--:|--:|");
    let all = |of: &dyn Fn(&Measured) -> Option<f64>| measured.iter().filter_map(of).collect::<Vec<_>>();
    percentiles("decision or key, to the first sound of the probe", all(&|t| Some(ms(t.decided, t.sounds))));
    percentiles("end of speech, to the first sound of the probe", all(&|t| Some(ms(t.spoken, t.sounds))));
    let shut = |t: &Measured| when(t, |kind| matches!(kind, Kind::EarClosed { .. }));
    let heard = |t: &Measured| when(t, |kind| matches!(kind, Kind::Heard { .. }));
    let started = |t: &Measured| when(t, |kind| matches!(kind, Kind::VoiceStarted { .. }));
    percentiles("of it: until the ear is shut", all(&|t| Some(ms(t.decided, shut(t)?).max(0.0))));
    let recogniser =
        |t: &Measured| heard(t).map_or(0.0, |heard| ms(shut(t).unwrap_or(t.decided), heard).max(0.0));
    percentiles("of it: waiting for the recogniser", all(&|t| Some(recogniser(t))));
    let ready = |t: &Measured| shut(t).into_iter().chain(heard(t)).max().unwrap_or(t.decided);
    percentiles(
        "of it: analyser and loop, until the voice has begun",
        all(&|t| Some(ms(ready(t), started(t)?).max(0.0))),
    );
    percentiles("of it: the voice, until it is heard", all(&|t| Some(ms(started(t)?, t.sounds))));
}
