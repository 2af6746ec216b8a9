//! How long judging takes, on one core.
//!
//! `cargo bench --bench analyser` first prints the percentiles that the targets are set in, over at least 2,000 runs
//! each, then compares medians with divan. Without `--bench` (as in `cargo test --benches`) everything runs once.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run must say so")]

use std::hint::black_box;
use std::io::Write;
use std::process::Command;
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;
use std::time::Instant;

use divan::Bencher;
use pushback::core::rubric::learned::features;
use pushback::core::rubric::learned::model::Model;
use pushback::core::span::Span;
use pushback::core::text::read;
use pushback::core::transcript::HeardWord;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;

const QUESTION: &str = "ownership_failure";
const ANSWER: &str = include_str!("answer.txt");
const LINES: usize = 2_000;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::load(None).unwrap());

fn main() {
    cold();
    let measured = std::env::args().any(|arg| arg == "--bench");
    percentiles(if measured { 2_000 } else { 1 });
    throughput(if measured { 5 } else { 1 });
    divan::main();
}

/// The words of a spoken answer; after its last word it starts again.
fn words(count: usize) -> Vec<HeardWord> {
    let heard = |(at, text): (usize, &str)| HeardWord {
        text: text.to_owned(),
        time: Span::from_len(at * 400, 300),
        confidence: 0.9,
    };
    ANSWER.split_whitespace().cycle().take(count).enumerate().map(heard).collect()
}

fn transcript(words: &[HeardWord]) -> Transcript {
    let mut transcript = Transcript::default();
    transcript.extend(words);
    transcript
}

/// What happens when the last segment of a 300-word answer arrives.
fn push_segment(mut before: Transcript, segment: &[HeardWord]) {
    before.extend(segment);
    black_box(PACKS.get(QUESTION).unwrap().judge(&before));
}

fn judge(transcript: &Transcript) {
    black_box(PACKS.get(QUESTION).unwrap().judge(black_box(transcript)));
}

/// What the first answer of a process waits for: packs, word lists and weights are made ready, then it is judged.
fn cold() {
    let said = transcript(&words(300));
    let start = Instant::now();
    LazyLock::force(&PACKS);
    let loaded = start.elapsed();
    judge(&said);
    println!("first answer of the process: packs {}, packs and verdict {}", ms(loaded), ms(start.elapsed()));
}

fn percentiles(runs: usize) {
    let all = words(300);
    let (before, segment) = (transcript(&all[..280]), &all[280..]);
    let whole = transcript(&all);
    println!("{:<44} {:>9} {:>9} {:>9} {:>9} runs", "", "p50", "p90", "p99", "slowest");
    report("20-word segment after 280 words", runs, || before.clone(), |t| push_segment(t, segment));
    report("whole 300-word answer", runs, || (), |()| judge(&whole));
    report(
        "start-up: packs read, checked and compiled",
        runs.min(200),
        || (),
        |()| {
            black_box(Packs::load(None).unwrap());
        },
    );
}

/// Prints the nearest-rank percentiles of `run`; what `prepare` takes is not counted.
fn report<T>(name: &str, runs: usize, prepare: impl Fn() -> T, run: impl Fn(T)) {
    for _ in 0..runs.min(50) {
        run(prepare());
    }
    let once = || {
        let input = prepare();
        let start = Instant::now();
        run(input);
        start.elapsed()
    };
    let mut took: Vec<Duration> = (0..runs).map(|_| once()).collect();
    took.sort_unstable();
    let percentile = |p: usize| ms(took[(took.len() * p).div_ceil(100).max(1) - 1]);
    let slowest = percentile(100);
    println!("{name:<44} {} {} {} {slowest} {runs}", percentile(50), percentile(90), percentile(99));
}

fn ms(duration: Duration) -> String {
    format!("{:>6.3} ms", duration.as_secs_f64() * 1000.0)
}

/// 2,000 answers of 200 words, each starting at another word, as `pushback analyze --jsonl` reads them.
fn lines() -> String {
    let words: Vec<&str> = ANSWER.split_whitespace().collect();
    let line = |n: usize| {
        let said: Vec<&str> = words.iter().cycle().skip(n % words.len()).take(200).copied().collect();
        serde_json::json!({"id": format!("b-{n}"), "question": QUESTION, "text": said.join(" ")}).to_string()
            + "\n"
    };
    (0..LINES).map(line).collect()
}

/// The whole program: start, read, judge, and write JSON into a pipe that is read and dropped.
fn throughput(runs: usize) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(lines().as_bytes()).unwrap();
    for run in 1..=runs {
        let start = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_pushback"))
            .args(["analyze", "--jsonl"])
            .arg(file.path())
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        let took = start.elapsed().as_secs_f64();
        assert!(output.status.success() && output.stdout.split(|b| *b == b'\n').count() == LINES + 1);
        let (rate, mib) = (LINES as f64 / took, output.stdout.len() as f64 / 1_048_576.0);
        println!(
            "analyze --jsonl, run {run}: {LINES} answers of 200 words in {took:.2} s, {rate:.0} a second, {mib:.1} MiB"
        );
    }
}

#[divan::bench]
fn last_segment(bencher: Bencher<'_, '_>) {
    let all = words(300);
    let before = transcript(&all[..280]);
    bencher.with_inputs(|| before.clone()).bench_values(|t| push_segment(t, &all[280..]));
}

#[divan::bench(args = [100, 300, 1000, 3000])]
fn answer(bencher: Bencher<'_, '_>, count: usize) {
    let said = transcript(&words(count));
    bencher.counter(divan::counter::ItemsCount::new(count)).bench_local(|| judge(&said));
}

/// The parts of judging, one after the other.
#[divan::bench]
fn stage_1_read(bencher: Bencher<'_, '_>) {
    let said = transcript(&words(300));
    bencher.bench_local(|| read(black_box(&said)));
}

#[divan::bench]
fn stage_2_match_frames(bencher: Bencher<'_, '_>) {
    let reading = read(&transcript(&words(300)));
    let rubric = PACKS.get(QUESTION).unwrap();
    bencher.bench_local(|| rubric.find(black_box(&reading)));
}

#[divan::bench]
fn stage_3_score_clauses(bencher: Bencher<'_, '_>) {
    let reading = read(&transcript(&words(300)));
    let events = PACKS.get(QUESTION).unwrap().find(&reading).events;
    bencher
        .bench_local(|| Model::built_in().reckon(&reading, &features::hints(black_box(&reading), &events)));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn start_up() -> Packs {
    Packs::load(None).unwrap()
}
