//! `pushback review` on the project's samples, with the bundled model: a recording in, a report out.

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use common::model;
use common::program::SYNTHETIC;
use common::program::assert_succeeds;
use common::program::pushback;
use common::program::run;
use common::program::sample;
use common::program::stderr;
use common::program::stdout;

const SAMPLES: [&str; 3] = ["weak", "middling", "strong"];

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The reports on all samples in one format, in one run.
fn reports(format: &str, extension: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("reports");
    let mut command = pushback();
    command.arg("review").args(SAMPLES.map(|s| sample(&format!("{s}.wav"))));
    let output = command.args(["--format", format, "--jobs", "2", "--out"]).arg(&out).output().unwrap();
    assert_succeeds(&output);
    assert_eq!(names(&out).len(), SAMPLES.len());
    SAMPLES.map(|s| fs::read_to_string(out.join(format!("{s}.{extension}"))).unwrap()).to_vec()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).map(one_line).collect()
}

#[test]
fn the_strong_sample_scores_higher_and_all_quotes_and_times_are_true_in_every_format() {
    let judged: Vec<Value> =
        reports("json", "json").iter().map(|r| serde_json::from_str(r).unwrap()).collect();
    let overall: Vec<u64> = judged.iter().map(|v| v["overall"].as_u64().unwrap()).collect();
    assert!(overall[2] > overall[0], "weak, middling, strong: {overall:?}");
    for verdict in &judged {
        check_json(verdict);
    }

    let said: Vec<String> = judged.iter().map(|v| one_line(v["transcript"].as_str().unwrap())).collect();
    let ends: Vec<u64> = judged.iter().map(|v| v["recording"]["duration_ms"].as_u64().unwrap()).collect();
    let page =
        |q: String| q.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    for (n, report) in reports("html", "html").iter().enumerate() {
        let quotes = between(report, "<q>", "</q>").into_iter().map(page).collect();
        check_quotes(&quotes, &said[n]);
        check_moments(&between(report, "<span class=\"time\">", "</span>"), ends[n]);
    }
    for (format, extension) in [("text", "txt"), ("markdown", "md")] {
        for (n, report) in reports(format, extension).iter().enumerate() {
            check_quotes(&between(&report.replace('\\', ""), "“", "”"), &said[n]);
            let moments = report.split(|c: char| !c.is_ascii_digit() && c != ':').filter(|w| w.contains(':'));
            check_moments(&moments.map(str::to_owned).collect(), ends[n]);
        }
    }
}

#[track_caller]
fn check_quotes(quotes: &Vec<String>, said: &str) {
    for quote in quotes {
        assert!(said.contains(quote.as_str()), "{quote:?} was not said in {said:?}");
    }
}

#[track_caller]
fn check_moments(moments: &Vec<String>, end_ms: u64) {
    assert!(!moments.is_empty());
    for moment in moments {
        let Some((minutes, seconds)) = moment.split_once(':') else { panic!("{moment:?}") };
        if let (Ok(minutes), Ok(seconds)) = (minutes.parse::<u64>(), seconds.parse::<u64>()) {
            assert!((minutes * 60 + seconds) * 1000 <= end_ms, "{moment} in {end_ms} ms");
        }
    }
}

fn check_json(report: &Value) {
    let chars: Vec<char> = report["transcript"].as_str().unwrap().chars().collect();
    let end = report["recording"]["duration_ms"].as_u64().unwrap();
    walk(report, &mut |object| {
        let number = |key: &str| object.get(key).and_then(Value::as_u64);
        if let (Some(from), Some(to), Some(text)) = (number("start"), number("end"), object.get("text")) {
            let cut: String = chars[from as usize..to as usize].iter().collect();
            assert_eq!(text.as_str(), Some(cut.as_str()));
        }
        if let (Some(from), Some(to)) = (number("start_ms"), number("end_ms")) {
            assert!(from <= to && to <= end, "{from} to {to} in {end} ms");
        }
    });
    let words = report["words"].as_array().unwrap();
    assert!(words.len() > 40, "only {} words", words.len());
    let covered = report["segments"].as_array().unwrap();
    assert!(!covered.is_empty());
    let warnings = report["warnings"].to_string();
    assert!(warnings.contains("synthetic voices only"), "{warnings}");
}

fn walk(value: &Value, see: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            see(object);
            object.values().for_each(|v| walk(v, see));
        }
        Value::Array(items) => items.iter().for_each(|v| walk(v, see)),
        _ => {}
    }
}

#[test]
fn a_report_is_printed_without_colours_outside_a_terminal() {
    let output = run(&["review", sample("weak.wav").to_str().unwrap()]);
    assert_succeeds(&output);
    assert!(stdout(&output).contains("of 5") && stdout(&output).contains("Transcript"));
    assert!(!stdout(&output).contains('\u{1b}') && !stderr(&output).contains('\u{1b}'));
    assert_eq!(stderr(&output), "weak.wav: done\n");
}

#[test]
fn several_recordings_go_on_after_one_fails() {
    let dir = tempfile::tempdir().unwrap();
    let (bad, out) = (dir.path().join("bad.wav"), dir.path().join("out"));
    fs::write(&bad, b"").unwrap();
    let mut command = pushback();
    command.arg("review").arg(sample("weak.wav")).arg(&bad).arg(sample("middling.wav"));
    let output = command.args(["--format", "json", "--out"]).arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(&out), ["middling.json", "weak.json"]);
    let lines: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].starts_with("pushback: ") && lines[1].contains("bad.wav"), "{lines:?}");
}

#[test]
fn the_model_of_the_environment_is_that_of_the_option() {
    let mut command = pushback();
    command.arg("review").arg(sample("weak.wav")).env("PUSHBACK_MODEL", SYNTHETIC);
    let named = command.output().unwrap();
    assert_succeeds(&named);
    let by_path =
        run(&["review", "--model", model().to_str().unwrap(), sample("weak.wav").to_str().unwrap()]);
    assert_succeeds(&by_path);
    for output in [&named, &by_path] {
        assert!(one_line(stdout(output)).contains("understands synthetic voices only"));
    }
}

/// As long as the sample repeated many times, so that it is still at work when it is interrupted.
#[cfg(unix)]
#[test]
fn an_interrupted_review_leaves_nothing_half_written() {
    let dir = tempfile::tempdir().unwrap();
    let (long, out) = (dir.path().join("long.wav"), dir.path().join("out"));
    let mut reader = hound::WavReader::open(sample("strong.wav")).unwrap();
    let samples: Vec<i16> = reader.samples::<i16>().map(Result::unwrap).collect();
    let mut writer = hound::WavWriter::create(&long, reader.spec()).unwrap();
    for _ in 0..40 {
        samples.iter().for_each(|s| writer.write_sample(*s).unwrap());
    }
    writer.finalize().unwrap();
    let mut command = pushback();
    command.arg("review").arg(&long).args(["--model", SYNTHETIC, "--format", "html", "--out"]).arg(&out);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    // The folder is made once the program listens for the signal.
    while !out.exists() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(child.try_wait().unwrap(), None, "still at work");
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    assert!(!out.exists(), "something was written");
}
