//! Measures how fast a speech model is on this machine.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::io::asr::Recogniser;
use crate::io::import;
use crate::io::models::cancel::Cancel;
use crate::io::models::store::ModelFile;
use crate::io::resample::OUT_RATE;
use crate::io::samples;
use crate::io::vad::earshot::Earshot;
use crate::runtime::listener;
use crate::runtime::review::Fault;
use crate::runtime::transcribe::TranscribeError;
use crate::runtime::transcribe::transcribe;

/// Seconds of a sample that are read: long enough for two or three sentences.
const SECONDS: usize = 12;

/// Seconds of speech that the model reads in a second. `None` if somebody asked to stop.
pub(super) fn measure(model: &ModelFile, cancel: &Cancel) -> Result<Option<f32>, Fault> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    cancel.on_ask(move || flag.store(true, Ordering::Relaxed));
    // Loading is done once a session, so it does not count.
    let mut recogniser = listener::load(model)?;
    of(recogniser.as_mut(), samples::spoken(SECONDS), &stop)
}

fn of(
    recogniser: &mut dyn Recogniser,
    sound: Vec<f32>,
    stop: &Arc<AtomicBool>,
) -> Result<Option<f32>, Fault> {
    let seconds = sound.len() as f32 / OUT_RATE as f32;
    let source = import::of_samples(sound)?;
    let begun = Instant::now();
    let read = transcribe(source, "the sample", recogniser, &mut Earshot::new(), &mut |_| {}, stop);
    let took = begun.elapsed().as_secs_f32().max(0.001);
    match read {
        Err(TranscribeError::Stopped) => Ok(None),
        // A model that understands nothing has worked as long as one that does.
        Ok(_) | Err(TranscribeError::NoWords { .. }) => Ok(Some(seconds / took)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::core::transcript::HeardWord;
    use crate::io::asr::error::AsrError;

    /// Takes half as long as the speech it is given.
    struct Half;

    impl Recogniser for Half {
        fn name(&self) -> &'static str {
            "half"
        }

        fn longest(&self) -> usize {
            30 * OUT_RATE
        }

        fn transcribe(
            &mut self,
            samples: &[f32],
            stop: &Arc<AtomicBool>,
        ) -> Result<Vec<HeardWord>, AsrError> {
            if stop.load(Ordering::Relaxed) {
                return Err(AsrError::Stopped);
            }
            std::thread::sleep(Duration::from_secs_f32(samples.len() as f32 / OUT_RATE as f32 / 2.0));
            Ok(Vec::new())
        }
    }

    #[test]
    fn a_model_that_takes_half_the_time_is_at_most_twice_as_fast_as_speech_with_pauses() {
        let stop = Arc::new(AtomicBool::new(false));
        let speed = of(&mut Half, samples::spoken(4), &stop).unwrap().unwrap();
        // Pauses are not sent to it.
        assert!((1.6..3.2).contains(&speed), "{speed}");
    }

    #[test]
    fn who_is_asked_to_stop_measures_nothing() {
        let stop = Arc::new(AtomicBool::new(true));
        assert_eq!(of(&mut Half, samples::spoken(4), &stop).unwrap(), None);
    }
}
