//! Makes a long spoken recording with the pauses of a spoken answer: `spoken_recording SENTENCES OUT.wav SECONDS`.
//!
//! espeak-ng says the sentences of a file over and over; about 35 % of the result is silence. The same arguments give
//! the same recording.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::error::Error;
use std::process::Command;

/// Pauses between sentences in s: breaths, hesitations, and now and then some thinking.
const PAUSES: [f32; 12] = [0.7, 1.1, 0.5, 2.4, 0.8, 1.6, 0.6, 4.2, 0.9, 1.3, 0.7, 2.9];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [sentences, out, seconds] = args.as_slice() else {
        return Err("usage: spoken_recording SENTENCES OUT.wav SECONDS".into());
    };
    let dir = tempfile::tempdir()?;
    let mut said = Vec::new();
    let mut spec = None;
    for sentence in std::fs::read_to_string(sentences)?.lines() {
        let path = dir.path().join("said.wav");
        let done = Command::new("espeak-ng")
            .args(["-v", "en-us", "-s", "175", "-w"])
            .arg(&path)
            .arg(sentence)
            .status()?;
        if !done.success() {
            return Err("espeak-ng failed".into());
        }
        let mut reader = hound::WavReader::open(&path)?;
        spec = Some(reader.spec());
        said.push(reader.samples::<i16>().collect::<Result<Vec<_>, _>>()?);
    }
    let spec = spec.ok_or("no sentences")?;
    let rate = spec.sample_rate as f32;
    let mut writer = hound::WavWriter::create(out, spec)?;
    let (mut written, mut silent) = (0, 0);
    for (sentence, pause) in said.iter().cycle().zip(PAUSES.iter().cycle()) {
        let gap = (pause * rate) as usize;
        for sample in sentence.iter().copied().chain(std::iter::repeat_n(0, gap)) {
            writer.write_sample(sample)?;
        }
        written += sentence.len() + gap;
        silent += gap;
        if written as f32 >= seconds.parse::<f32>()? * rate {
            break;
        }
    }
    writer.finalize()?;
    println!(
        "{:.1} s, {:.0} % of it pauses between sentences",
        written as f32 / rate,
        100.0 * silent as f32 / written as f32
    );
    Ok(())
}
