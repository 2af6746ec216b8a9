//! A recording in, its words and delivery figures out.
//!
//! Streams: in memory are one block of the file and the speech that is not yet closed, whatever the length of the
//! recording. Silence is never sent to the recogniser.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Instant;

use thiserror::Error;

use crate::core::delivery::Delivery;
use crate::core::delivery::count_fillers;
use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::ms_at;
use crate::core::listening::ms_of;
use crate::core::listening::pauses::PauseMeter;
use crate::core::listening::placing;
use crate::core::listening::samples_of;
use crate::core::listening::segmenter::Segment;
use crate::core::listening::segmenter::Segmenter;
use crate::core::listening::settings::ListeningSettings;
use crate::core::recording::Recording;
use crate::core::span::Span;
use crate::core::transcript::HeardWord;
use crate::io::asr::Recogniser;
use crate::io::asr::error::AsrError;
use crate::io::import::Source;
use crate::io::import::error::ImportError;
use crate::io::vad::VoiceActivity;

/// Why a recording gave no words.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TranscribeError {
    /// The recording could not be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The recogniser failed.
    #[error(transparent)]
    Asr(AsrError),
    /// Nobody speaks in it.
    #[error(
        "no speech found in {seconds:.1} s of sound (loudest part {peak_db:.0} dB of full scale); check the microphone and record again: {name}"
    )]
    NoSpeech {
        /// The recording.
        name: String,
        /// How long it is.
        seconds: f32,
        /// Level of its loudest 16 ms in dB relative to full scale; -120 is digital silence.
        peak_db: f32,
    },
    /// Somebody speaks, and the model understands nothing of it.
    #[error(
        "there is speech ({seconds:.1} s), but the model {model} made no words of it; try a larger model: {name}"
    )]
    NoWords {
        /// The recording.
        name: String,
        /// The model's name.
        model: String,
        /// Seconds of speech.
        seconds: f32,
    },
    /// Somebody asked it to stop.
    #[error("stopped")]
    Stopped,
}

impl From<AsrError> for TranscribeError {
    fn from(error: AsrError) -> Self {
        match error {
            AsrError::Stopped => Self::Stopped,
            other => Self::Asr(other),
        }
    }
}

/// How far a transcription got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Ms of the recording that were listened to.
    pub done_ms: usize,
    /// Its length in ms, if the header tells.
    pub total_ms: Option<usize>,
}

/// Listens to a whole recording. `name` is what a person calls it. The detector is reset first.
///
/// `progress` is called after every block and every segment, on this thread. After `stop` is set, the call returns
/// [`TranscribeError::Stopped`] within one pass of the recogniser's encoder.
pub fn transcribe(
    mut source: Source,
    name: &str,
    recogniser: &mut dyn Recogniser,
    voice: &mut dyn VoiceActivity,
    progress: &mut dyn FnMut(Progress),
    stop: &Arc<AtomicBool>,
) -> Result<Recording, TranscribeError> {
    voice.reset();
    let begun = Instant::now();
    let total_ms = source.len().map(|n| ms_at(usize::try_from(n).unwrap_or(usize::MAX / 1000)));
    let mut listener = Listener::new(recogniser, voice, stop);
    while let Some(block) = source.next_block()? {
        listener.take(block)?;
        progress(Progress { done_ms: ms_at(listener.heard), total_ms });
    }
    listener.finish()?;
    let heard = listener.heard;
    progress(Progress { done_ms: ms_at(heard), total_ms });
    let recording = listener.recording(name, source.warnings().to_vec())?;
    let (sound_ms, words) = (ms_at(heard), recording.transcript.words().len());
    tracing::info!(sound_ms, words, ms = begun.elapsed().as_millis() as u64, "a recording was heard");
    Ok(recording)
}

struct Listener<'a> {
    recogniser: &'a mut dyn Recogniser,
    voice: &'a mut dyn VoiceActivity,
    stop: &'a Arc<AtomicBool>,
    segmenter: Segmenter,
    pauses: PauseMeter,
    /// Samples from frame `kept_from` on, and for each whole frame whether it is voiced.
    kept: Vec<f32>,
    voiced: Vec<bool>,
    kept_from: usize,
    heard: usize,
    peak_db: f32,
    recording: Recording,
}

impl<'a> Listener<'a> {
    fn new(
        recogniser: &'a mut dyn Recogniser,
        voice: &'a mut dyn VoiceActivity,
        stop: &'a Arc<AtomicBool>,
    ) -> Self {
        let settings = ListeningSettings::default().at_most(recogniser.longest());
        Self {
            recogniser,
            voice,
            stop,
            segmenter: Segmenter::new(settings),
            pauses: PauseMeter::new(settings),
            kept: Vec::new(),
            voiced: Vec::new(),
            kept_from: 0,
            heard: 0,
            peak_db: -120.0,
            recording: Recording::default(),
        }
    }

    fn take(&mut self, block: &[f32]) -> Result<(), TranscribeError> {
        self.heard += block.len();
        self.kept.extend_from_slice(block);
        while self.kept.len() >= (self.voiced.len() + 1) * FRAME_SAMPLES {
            self.hear_frame()?;
        }
        self.forget();
        Ok(())
    }

    /// The rest of the recording, shorter than a frame, is taken with silence behind it.
    fn finish(&mut self) -> Result<(), TranscribeError> {
        if self.kept.len() > self.voiced.len() * FRAME_SAMPLES {
            self.hear_frame()?;
        }
        let idle = Segmenter::new(ListeningSettings::default());
        match std::mem::replace(&mut self.segmenter, idle).finish() {
            Some(segment) => self.recognise(segment),
            None => Ok(()),
        }
    }

    fn hear_frame(&mut self) -> Result<(), TranscribeError> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(TranscribeError::Stopped);
        }
        let start = self.voiced.len() * FRAME_SAMPLES;
        let end = (start + FRAME_SAMPLES).min(self.kept.len());
        let frame = self.voice.hear(&self.kept[start..end]);
        self.voiced.push(frame.voiced);
        self.peak_db = self.peak_db.max(frame.level_db);
        match self.segmenter.push(frame) {
            Some(segment) => self.recognise(segment),
            None => Ok(()),
        }
    }

    fn recognise(&mut self, segment: Segment) -> Result<(), TranscribeError> {
        let first = segment.audio.start() - self.kept_from;
        let frames = first..(first + segment.audio.len()).min(self.voiced.len());
        let samples = frames.start * FRAME_SAMPLES..(frames.end * FRAME_SAMPLES).min(self.kept.len());
        let words = self.recogniser.transcribe(&self.kept[samples], self.stop)?;
        // What lies outside the speech, in pre-roll and tail, is nobody's voice.
        let speech = segment.speech.start() - self.kept_from..segment.speech.end() - self.kept_from;
        let voiced: Vec<_> = frames.map(|i| speech.contains(&i) && self.voiced[i]).collect();
        let shift = ms_at(samples_of(segment.audio).start());
        let end = ms_at(self.heard);
        let placed = placing::place(words, &voiced).into_iter().map(|word| shifted(word, shift, end));
        self.recording.transcript.extend(&placed.collect::<Vec<_>>());
        self.pauses.push(segment.audio.start(), voiced);
        let spoken = ms_of(segment.speech);
        self.recording.segments.push(Span::from_len(spoken.start(), spoken.len().min(end - spoken.start())));
        Ok(())
    }

    /// Lets go of the sound that no later segment can ask for.
    fn forget(&mut self) {
        let frames = (self.segmenter.needed_from() - self.kept_from).min(self.voiced.len());
        self.kept.drain(..frames * FRAME_SAMPLES);
        self.voiced.drain(..frames);
        self.kept_from += frames;
    }

    fn recording(self, name: &str, warnings: Vec<String>) -> Result<Recording, TranscribeError> {
        let mut made = self.recording;
        let name = name.to_owned();
        if made.segments.is_empty() {
            let seconds = self.heard as f32 / crate::core::listening::SAMPLE_RATE as f32;
            return Err(TranscribeError::NoSpeech { name, seconds, peak_db: self.peak_db });
        }
        let measured = self.pauses.measured();
        if made.transcript.words().is_empty() {
            let seconds = measured.speech_ms as f32 / 1000.0;
            return Err(TranscribeError::NoWords { name, model: self.recogniser.name().to_owned(), seconds });
        }
        made.delivery = Delivery {
            duration_ms: ms_at(self.heard),
            speech_ms: measured.speech_ms,
            words: made.transcript.words().len(),
            pauses: measured.pauses,
            lead_ms: measured.lead_ms,
            fillers_at_least: count_fillers(&made.transcript),
        };
        made.name = name;
        self.recogniser.name().clone_into(&mut made.model);
        made.synthetic_only = self.recogniser.synthetic_only();
        made.warnings = warnings;
        Ok(made)
    }
}

/// A word's time in the recording instead of in its segment, and inside of it.
fn shifted(word: HeardWord, by_ms: usize, end_ms: usize) -> HeardWord {
    let start = (word.time.start() + by_ms).min(end_ms);
    let end = (word.time.end() + by_ms).clamp(start, end_ms);
    HeardWord { time: Span::from_len(start, end - start), ..word }
}
