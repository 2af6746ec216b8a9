//! WAV files, read by hound behind an honest header.

use std::fs::File;
use std::io::BufReader;
use std::io::Chain;
use std::io::Cursor;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::path::Path;
use std::path::PathBuf;

use hound::SampleFormat;
use hound::WavReader;

use crate::io::import::Decode;
use crate::io::import::clock;
use crate::io::import::error::ImportError;
use crate::io::import::wav_header::WavHeader;

/// Frames read at a time.
const BLOCK: u64 = 16_384;

type Sound = Chain<Cursor<Vec<u8>>, BufReader<File>>;

/// An opened WAV file.
pub struct WavFile {
    path: PathBuf,
    reader: WavReader<Sound>,
    channels: u64,
    frames: u64,
    read: u64,
}

impl WavFile {
    /// `None` for kinds of WAV that hound does not know, such as A-law: another decoder may.
    pub fn open(
        mut file: File,
        path: &Path,
        warnings: &mut Vec<String>,
    ) -> Result<Option<Self>, ImportError> {
        let at = || path.to_path_buf();
        let io_error = |e| ImportError::of_io(at(), e);
        let Some(header) = WavHeader::read(&mut file).map_err(io_error)? else {
            return Err(ImportError::NoSound { path: at() });
        };
        if header.channels() == Some(0) {
            return Err(ImportError::NoChannels { path: at() });
        }
        if header.usable() == 0 {
            return Err(ImportError::NoSound { path: at() });
        }
        file.seek(SeekFrom::Start(header.data_at)).map_err(io_error)?;
        let sound = Cursor::new(header.honest()).chain(BufReader::with_capacity(1 << 16, file));
        let Ok(reader) = WavReader::new(sound) else {
            return Ok(None);
        };
        let (spec, frames) = (reader.spec(), u64::from(reader.duration()));
        let readable = matches!(
            (spec.sample_format, spec.bits_per_sample),
            (SampleFormat::Int, 8 | 16 | 24 | 32) | (SampleFormat::Float, 32)
        );
        if !readable || spec.sample_rate == 0 {
            return Ok(None);
        }
        warnings.extend(warning(&header, frames / u64::from(spec.sample_rate)));
        let channels = u64::from(spec.channels);
        Ok(Some(Self { path: at(), reader, channels, frames, read: 0 }))
    }

    fn read_mono(&mut self, count: u64, out: &mut Vec<f32>) -> hound::Result<()> {
        let spec = self.reader.spec();
        let scale = 1.0 / (self.channels as f32);
        let samples = usize::try_from(count * self.channels).unwrap_or(0);
        match spec.sample_format {
            SampleFormat::Int => {
                let scale = scale / (1_u64 << (spec.bits_per_sample - 1)) as f32;
                let values = self.reader.samples::<i32>().take(samples);
                mix(values.map(|v| v.map(|v| v as f32 * scale)), self.channels, out)
            }
            SampleFormat::Float => {
                let values = self.reader.samples::<f32>().take(samples);
                mix(values.map(|v| v.map(|v| v * scale)), self.channels, out)
            }
        }
    }
}

fn mix(
    values: impl Iterator<Item = hound::Result<f32>>,
    channels: u64,
    out: &mut Vec<f32>,
) -> hound::Result<()> {
    let (mut sum, mut heard) = (0.0, 0);
    for value in values {
        sum += value?;
        heard += 1;
        if heard == channels {
            out.push(sum);
            (sum, heard) = (0.0, 0);
        }
    }
    Ok(())
}

fn warning(header: &WavHeader, seconds: u64) -> Option<String> {
    let until = clock(seconds);
    if header.unfinished() {
        return Some(format!("the header was never completed; read up to the end of the file at {until}"));
    }
    (header.claimed > header.present).then(|| {
        let (claimed, present) = (header.claimed, header.present);
        format!(
            "the file ends in the middle of the sound ({present} of {claimed} bytes are there); read up to {until}"
        )
    })
}

impl Decode for WavFile {
    fn rate(&self) -> u32 {
        self.reader.spec().sample_rate
    }

    fn len(&self) -> Option<u64> {
        Some(self.frames)
    }

    fn read(&mut self, out: &mut Vec<f32>, warnings: &mut Vec<String>) -> Result<bool, ImportError> {
        let count = BLOCK.min(self.frames - self.read);
        let before = out.len();
        match self.read_mono(count, out) {
            Ok(()) => {
                self.read += count;
                Ok(self.read < self.frames)
            }
            Err(hound::Error::IoError(e)) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
                self.read += (out.len() - before) as u64;
                let until = clock(self.read / u64::from(self.rate().max(1)));
                warnings.push(format!("the file became shorter while it was read; read up to {until}"));
                self.frames = self.read;
                Ok(false)
            }
            Err(hound::Error::IoError(e)) => Err(ImportError::of_io(self.path.clone(), e)),
            Err(e) => Err(ImportError::Damaged { path: self.path.clone(), reason: e.to_string() }),
        }
    }
}
