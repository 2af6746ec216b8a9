//! The plain way, for comparison: a whole file through whisper.cpp in windows of 30 s, no voice activity
//! detection, no alignment: `whole_windows MODEL FILE [THREADS]`. The text goes to stdout, figures go to stderr.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::error::Error;
use std::time::Instant;

use pushback::io::import;
use whisper_rs::FullParams;
use whisper_rs::SamplingStrategy;
use whisper_rs::WhisperContext;
use whisper_rs::WhisperContextParameters;

/// Samples of 30 s, what the models were made for.
const WINDOW: usize = 30 * 16_000;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, file, rest @ ..] = args.as_slice() else {
        return Err("usage: whole_windows MODEL FILE [THREADS]".into());
    };
    whisper_rs::install_logging_hooks();
    let mut settings = WhisperContextParameters::default();
    settings.use_gpu(false);
    let context = WhisperContext::new_with_params(model, settings)?;
    let mut state = context.create_state()?;

    let begun = Instant::now();
    let mut source = import::open(file.as_ref())?;
    let mut samples = Vec::new();
    while let Some(block) = source.next_block()? {
        samples.extend_from_slice(block);
    }
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    params.set_n_threads(rest.first().map_or(Ok(1), |t| t.parse())?);
    params.set_language(Some("en"));
    params.set_no_context(true);
    params.set_temperature(0.0);
    params.set_temperature_inc(0.0);
    params.set_suppress_nst(true);
    params.set_print_progress(false);
    params.set_print_timestamps(false);
    params.set_print_realtime(false);
    for window in samples.chunks(WINDOW) {
        state.full(params.clone(), window)?;
        for segment in state.as_iter() {
            println!("{}", segment.to_str_lossy()?);
        }
    }
    let took = begun.elapsed();
    eprintln!("seconds {:.3}", took.as_secs_f64());
    let schedstat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    eprintln!(
        "cpu_seconds {:.3}",
        schedstat.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
    );
    Ok(())
}
