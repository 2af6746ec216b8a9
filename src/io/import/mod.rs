//! Recordings of any common format as 16 kHz mono, in blocks.
//!
//! The whole file is never in memory, and nothing is allocated by a header's word. The format is decided by content,
//! never by the name. Times agree with the original recording: delays of codecs and of the resampler are taken out.

pub mod decoded;
pub mod error;
pub mod memory;
pub mod mp4_delay;
pub mod sniff;
pub mod wav;
pub mod wav_header;

use std::fs::File;
use std::path::Path;

use crate::io::import::decoded::DecodedFile;
use crate::io::import::error::ImportError;
use crate::io::import::memory::Memory;
use crate::io::import::sniff::Kind;
use crate::io::import::wav::WavFile;
use crate::io::resample::Resampler;

/// Samples a second of what a [`Source`] gives.
pub const OUT_RATE: usize = crate::io::resample::OUT_RATE;

/// What a decoder of one file gives: blocks of mono samples at the file's own rate.
pub(crate) trait Decode: Send {
    /// Samples a second; known once a decoder exists.
    fn rate(&self) -> u32;
    /// Samples of the whole recording by the header, at most what the file can hold; `None` where it does not tell.
    fn len(&self) -> Option<u64>;
    /// Appends some samples; `false` at the end of the recording.
    fn read(&mut self, out: &mut Vec<f32>, warnings: &mut Vec<String>) -> Result<bool, ImportError>;
}

/// An opened recording.
pub struct Source {
    decoder: Box<dyn Decode>,
    resampler: Resampler,
    decoded: Vec<f32>,
    block: Vec<f32>,
    warnings: Vec<String>,
    broken: u64,
    ended: bool,
}

/// Opens a recording and reads its header.
pub fn open(path: &Path) -> Result<Source, ImportError> {
    let at = || path.to_path_buf();
    let meta = std::fs::metadata(path).map_err(|e| ImportError::of_io(at(), e))?;
    if meta.is_dir() {
        return Err(ImportError::IsFolder { path: at() });
    }
    let mut file = File::open(path).map_err(|e| ImportError::of_io(at(), e))?;
    let mut warnings = Vec::new();
    let kind = sniff::kind(&mut file).map_err(|e| ImportError::of_io(at(), e))?;
    let decoder: Box<dyn Decode> = match kind {
        Kind::Empty => return Err(ImportError::Empty { path: at() }),
        Kind::Text => return Err(ImportError::Text { path: at() }),
        Kind::Wav => match WavFile::open(file, path, &mut warnings)? {
            Some(wav) => Box::new(wav),
            None => Box::new(DecodedFile::open(path)?),
        },
        Kind::Other => Box::new(DecodedFile::open(path)?),
    };
    let rate = decoder.rate();
    if !(error::MIN_RATE..=error::MAX_RATE).contains(&rate) {
        return Err(ImportError::BadRate { path: at(), rate });
    }
    let resampler =
        Resampler::new(rate as usize).map_err(|reason| ImportError::Unsupported { path: at(), reason })?;
    Ok(Source {
        decoder,
        resampler,
        decoded: Vec::new(),
        block: Vec::new(),
        warnings,
        broken: 0,
        ended: false,
    })
}

/// Sound that is in memory: mono samples at 16 kHz.
pub fn of_samples(samples: Vec<f32>) -> Result<Source, ImportError> {
    let resampler = Resampler::new(OUT_RATE)
        .map_err(|reason| ImportError::Unsupported { path: "memory".into(), reason })?;
    Ok(Source {
        decoder: Box::new(Memory::new(samples)),
        resampler,
        decoded: Vec::new(),
        block: Vec::new(),
        warnings: Vec::new(),
        broken: 0,
        ended: false,
    })
}

impl Source {
    /// Samples of the whole recording at 16 kHz, if the header tells.
    pub fn len(&self) -> Option<u64> {
        let rate = u64::from(self.decoder.rate());
        self.decoder.len().map(|n| n.saturating_mul(OUT_RATE as u64) / rate)
    }

    /// Whether the header says that there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// What a person should know about the recording: cut, damaged, not a number. Complete after the last block.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The next block of samples within -1 to 1; `None` at the end. Blocks are at most a few seconds long.
    pub fn next_block(&mut self) -> Result<Option<&[f32]>, ImportError> {
        self.block.clear();
        while self.block.is_empty() && !self.ended {
            self.decoded.clear();
            let more = self.decoder.read(&mut self.decoded, &mut self.warnings)?;
            self.broken += clean(&mut self.decoded);
            self.resampler.push(&self.decoded, &mut self.block);
            if !more {
                self.resampler.finish(&mut self.block);
                self.end();
            }
        }
        Ok((!self.block.is_empty()).then_some(self.block.as_slice()))
    }

    fn end(&mut self) {
        self.ended = true;
        if self.broken > 0 {
            self.warnings.push(format!("{} samples are not numbers and were taken as silence", self.broken));
        }
    }
}

/// Brings every sample into -1 to 1; gives how many were not finite.
fn clean(samples: &mut [f32]) -> u64 {
    let mut broken = 0;
    for sample in samples {
        if sample.is_finite() {
            *sample = sample.clamp(-1.0, 1.0);
        } else {
            *sample = 0.0;
            broken += 1;
        }
    }
    broken
}

/// A time as people write it: `0:41`, `1:02:03`.
pub(crate) fn clock(seconds: u64) -> String {
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}
