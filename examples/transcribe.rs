//! Transcribes a recording the way `review` does, for measuring: `transcribe MODEL FILE [THREADS] [MARGIN]`.
//!
//! Words go to stdout, one a line: start ms, end ms, confidence, text. Figures go to stderr.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use pushback::io::asr::whisper::Whisper;
use pushback::io::asr::whisper::WhisperSettings;
use pushback::io::import;
use pushback::io::vad::earshot::Earshot;
use pushback::runtime::transcribe::transcribe;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, file, rest @ ..] = args.as_slice() else {
        return Err("usage: transcribe MODEL FILE [THREADS] [MARGIN, or - for the whole window]".into());
    };
    let mut settings = WhisperSettings::new(Path::new(model), "measured");
    if let Some(threads) = rest.first() {
        settings.threads = threads.parse()?;
    }
    if let Some(margin) = rest.get(1) {
        settings.margin = margin.parse().ok();
    }
    let mut whisper = Whisper::load(settings)?;
    let begun = Instant::now();
    let stop = Arc::new(AtomicBool::new(false));
    let source = import::open(Path::new(file))?;
    let heard = transcribe(source, file, &mut whisper, &mut Earshot::new(), &mut |_| {}, &stop)?;
    let took = begun.elapsed();
    for word in heard.transcript.words() {
        let time = word.time.unwrap_or(pushback::core::span::Span::from_len(0, 0));
        let text = heard.transcript.word_text(word);
        println!("{}\t{}\t{:.2}\t{text}", time.start(), time.end(), word.confidence);
    }
    eprintln!("segments {:?}", heard.segments);
    eprintln!(
        "seconds {:.3} words {} speech_ms {}",
        took.as_secs_f64(),
        heard.delivery.words,
        heard.delivery.speech_ms
    );
    let schedstat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    eprintln!(
        "cpu_seconds {:.3}",
        schedstat.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
    );
    eprintln!("peak_kb {}", peak_kb());
    for warning in heard.warnings {
        eprintln!("warning: {warning}");
    }
    Ok(())
}

/// The most memory this process ever had resident, where the system tells (Linux); 0 elsewhere.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
