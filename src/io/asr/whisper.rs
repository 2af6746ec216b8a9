//! whisper.cpp, loaded once and kept.
//!
//! Only as much of the 30 s window is encoded as there is sound: the encoder's cost grows faster than its length.
//! Decoding is greedy at temperature 0 without fallback, so that the same sound gives the same words.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use whisper_rs::DtwMode;
use whisper_rs::DtwModelPreset;
use whisper_rs::DtwParameters;
use whisper_rs::FullParams;
use whisper_rs::SamplingStrategy;
use whisper_rs::WhisperContext;
use whisper_rs::WhisperContextParameters;
use whisper_rs::WhisperState;

use crate::core::transcript::HeardWord;
use crate::io::asr::Recogniser;
use crate::io::asr::error::AsrError;
use crate::io::asr::guard;
use crate::io::asr::guard::Judgement;
use crate::io::asr::guard::Sureness;
use crate::io::asr::model_file;
use crate::io::asr::model_file::Shape;
use crate::io::asr::tokens;
use crate::io::asr::tokens::Token;

/// How to load a model.
#[derive(Debug, Clone)]
pub struct WhisperSettings {
    /// The model file, in whisper.cpp's ggml format.
    pub path: PathBuf,
    /// What a person calls the model.
    pub name: String,
    /// Whether it understands synthetic voices only.
    pub synthetic_only: bool,
    /// Threads of one call.
    pub threads: usize,
    /// Encoder positions (20 ms each) beyond the end of the sound; `None` encodes the whole 30 s window.
    pub margin: Option<usize>,
    /// The most tokens of one call; `None`: as many as the model wants. For measuring with random weights, which do not
    /// know when to stop: what they say is not looked at.
    pub most_tokens: Option<usize>,
}

impl WhisperSettings {
    /// For a model file, with the threads and the margin that measured best.
    pub fn new(path: &Path, name: &str) -> Self {
        Self {
            path: path.to_path_buf(),
            name: name.to_owned(),
            synthetic_only: false,
            threads: THREADS,
            margin: Some(MARGIN),
            most_tokens: None,
        }
    }
}

/// Threads of one call. More wait for each other, and on a busy machine they spin: measured 5 s with one thread
/// became 110 s with two (BENCHMARKS.md). To use more cores, transcribe more files at a time.
const THREADS: usize = 1;

/// Encoder positions after the end of the sound: without any, models repeat themselves.
const MARGIN: usize = 128;

/// Sizes of the encoder's window are multiples of this.
const STEP: usize = 64;

/// Shorter sounds are padded with silence to this many samples: very short ones are read out of bounds.
const SHORTEST: usize = 16_000;

/// Samples of one encoder position.
const POSITION: usize = 320;

/// The longest sound of one call: below the 30 s that the models know, so that there is an end to be heard.
const LONGEST: usize = 28 * 16_000;

/// Memory for one alignment, in bytes; only what is used becomes resident.
const ALIGNMENT_BYTES: usize = 512 << 20;

/// A loaded model.
pub struct Whisper {
    settings: WhisperSettings,
    shape: Shape,
    /// Tokens from this one on are no text.
    end_of_text: i32,
    state: WhisperState,
}

impl Whisper {
    /// Checks the file, then loads it. Takes some hundred ms; keep the result.
    pub fn load(settings: WhisperSettings) -> Result<Self, AsrError> {
        let shape = model_file::check(&settings.path)?;
        whisper_rs::install_logging_hooks();
        let mut params = WhisperContextParameters::default();
        params.use_gpu(cfg!(any(feature = "cuda", feature = "vulkan", feature = "metal")));
        params.dtw_parameters(DtwParameters { mode: alignment(&shape), dtw_mem_size: ALIGNMENT_BYTES });
        let failed = |e: whisper_rs::WhisperError| AsrError::Load {
            path: settings.path.clone(),
            reason: e.to_string(),
        };
        let context = WhisperContext::new_with_params(&settings.path, params).map_err(failed)?;
        let state = context.create_state().map_err(failed)?;
        let end_of_text = context.token_eot();
        Ok(Self { settings, shape, end_of_text, state })
    }

    /// Dimensions of the model.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    fn window_for(&self, samples: usize) -> usize {
        let whole = self.shape.audio_ctx as usize;
        match self.settings.margin {
            None => whole,
            Some(margin) => (samples.div_ceil(POSITION) + margin).next_multiple_of(STEP).min(whole),
        }
    }

    fn run(&mut self, samples: &[f32], window: usize, stop: &Arc<AtomicBool>) -> Result<(), AsrError> {
        let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        params.set_n_threads(i32::try_from(self.settings.threads.max(1)).unwrap_or(1));
        params.set_audio_ctx(i32::try_from(window).unwrap_or(0));
        params.set_language(Some("en"));
        params.set_no_context(true);
        params.set_temperature(0.0);
        params.set_temperature_inc(0.0);
        params.set_suppress_blank(true);
        params.set_suppress_nst(true);
        if let Some(most) = self.settings.most_tokens {
            params.set_max_tokens(i32::try_from(most).unwrap_or(i32::MAX));
            params.set_single_segment(true);
        }
        params.set_print_special(false);
        params.set_print_progress(false);
        params.set_print_realtime(false);
        params.set_print_timestamps(false);
        // The closure's type has to be the box itself: whisper-rs 0.16 calls anything else through a wrong pointer.
        // It leaks one box a call, some ten bytes.
        let asked = Arc::clone(stop);
        let abort: Box<dyn FnMut() -> bool> = Box::new(move || asked.load(Ordering::Relaxed));
        params.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(abort);
        let outcome = self.state.full(params, samples);
        if stop.load(Ordering::Relaxed) {
            return Err(AsrError::Stopped);
        }
        outcome.map_err(|e| AsrError::Failed { reason: e.to_string() })
    }
}

/// The alignment that whisper.cpp has for a model: its authors' heads for official models, the last layer's for others.
fn alignment(shape: &Shape) -> DtwMode<'static> {
    let official = [
        (4, 384, DtwModelPreset::TinyEn),
        (6, 512, DtwModelPreset::BaseEn),
        (12, 768, DtwModelPreset::SmallEn),
        (24, 1024, DtwModelPreset::MediumEn),
    ];
    official
        .into_iter()
        .find(|(layers, width, _)| shape.is_official(*layers, *width))
        .map_or(DtwMode::TopMost { n_top: 1 }, |(_, _, model_preset)| DtwMode::ModelPreset { model_preset })
}

impl Whisper {
    /// The text tokens of the last run, in order, and how sure the model was of them.
    fn heard(&self, end_ms: usize) -> (Vec<Token>, Sureness) {
        let mut tokens = Vec::new();
        let (mut log_probability, mut no_speech) = (0.0, 1.0_f32);
        for segment in self.state.as_iter() {
            no_speech = no_speech.min(segment.no_speech_probability());
            for i in 0..segment.n_tokens() {
                let Some(token) = segment.get_token(i) else { continue };
                let data = token.token_data();
                if data.id >= self.end_of_text {
                    continue;
                }
                let end =
                    usize::try_from(data.t_dtw).or(usize::try_from(segment.end_timestamp())).unwrap_or(0);
                log_probability += data.p.clamp(1e-6, 1.0).ln();
                tokens.push(Token {
                    bytes: token.to_bytes().unwrap_or_default().to_vec(),
                    end_ms: (end * 10).min(end_ms),
                    probability: data.p,
                });
            }
        }
        log_probability /= tokens.len().max(1) as f32;
        (tokens, Sureness { log_probability, no_speech })
    }

    fn attempt(
        &mut self,
        samples: &[f32],
        window: usize,
        stop: &Arc<AtomicBool>,
    ) -> Result<(Vec<HeardWord>, Judgement), AsrError> {
        self.run(samples, window, stop)?;
        let (tokens, sure) = self.heard(samples.len() / 16);
        let words = tokens::words(&tokens);
        let judgement = guard::judge(&words, sure);
        Ok((words, judgement))
    }
}

impl Recogniser for Whisper {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn synthetic_only(&self) -> bool {
        self.settings.synthetic_only
    }

    fn longest(&self) -> usize {
        LONGEST
    }

    fn transcribe(&mut self, samples: &[f32], stop: &Arc<AtomicBool>) -> Result<Vec<HeardWord>, AsrError> {
        if samples.is_empty() {
            return Ok(Vec::new());
        }
        let mut padded = Vec::new();
        let sound = if samples.len() < SHORTEST {
            padded.extend_from_slice(samples);
            padded.resize(SHORTEST, 0.0);
            padded.as_slice()
        } else {
            samples
        };
        let window = self.window_for(sound.len());
        let (mut words, mut judgement) = self.attempt(sound, window, stop)?;
        let whole = self.shape.audio_ctx as usize;
        if judgement == Judgement::Looped && window < whole && self.settings.most_tokens.is_none() {
            (words, judgement) = self.attempt(sound, whole, stop)?;
        }
        Ok(match judgement {
            Judgement::Said => words,
            Judgement::MadeUp => Vec::new(),
            Judgement::Looped => guard::before_loop(words),
        })
    }
}
