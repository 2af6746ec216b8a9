//! `audio.wav`: 16 kHz, mono, 16 bit, with a header that is right at every moment.
//!
//! The header counts what was flushed, so that the file is a whole recording whenever the process ends; what comes after
//! is found by the file's length. Nothing is kept back longer than [`FLUSH_EVERY`] samples. Absent by intent: waiting
//! for the disk itself, which `Syncer` does from another thread.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::path::Path;
use std::path::PathBuf;

use hound::SampleFormat;
use hound::WavSpec;
use hound::WavWriter;

use crate::io::session::error::SessionError;
use crate::io::session::wav_repair;

/// Its name in the folder.
pub const FILE: &str = "audio.wav";

/// Samples a second.
pub const RATE: usize = 16_000;

/// Bytes before the first sample.
pub(super) const HEADER: u64 = 44;

/// Samples that a kill may cost at most: a quarter of a second.
pub const FLUSH_EVERY: usize = RATE / 4;

/// A WAV file counts bytes with 32 bits, which 37 hours fill.
const MOST_HOURS: usize = 36;

const SPEC: WavSpec =
    WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format: SampleFormat::Int };

/// The sound of a session while it is spoken.
pub struct AudioFile {
    /// Gone after a failure.
    writer: Option<WavWriter<BufWriter<File>>>,
    path: PathBuf,
    samples: usize,
    unflushed: usize,
}

impl AudioFile {
    /// Begins the file with a header and no sound. One that is there is left alone, and is an error.
    pub(super) fn create(folder: &Path) -> Result<Self, SessionError> {
        let path = folder.join(FILE);
        let file = File::options().write(true).create_new(true).open(&path);
        let file = file.map_err(SessionError::io("begin the sound file", &path))?;
        // Room for what waits for a flush, so that the file grows in whole samples.
        let buffered = BufWriter::with_capacity(FLUSH_EVERY * 4, file);
        let writer = WavWriter::new(buffered, SPEC).map_err(|e| failure(&path, e))?;
        let mut made = Self { writer: Some(writer), path, samples: 0, unflushed: 0 };
        made.flush()?;
        Ok(made)
    }

    /// Goes on after the last sample of the file, which was put in order before.
    pub(super) fn go_on(folder: &Path) -> Result<Self, SessionError> {
        let path = folder.join(FILE);
        let writer = WavWriter::append(&path).map_err(|e| failure(&path, e))?;
        let samples = writer.duration() as usize;
        Ok(Self { writer: Some(writer), path, samples, unflushed: 0 })
    }

    /// Appends samples from -1 to 1; what is louder is cut off there.
    ///
    /// After a failure the file is put in order and closed: what is on disk stays a whole recording.
    pub fn push(&mut self, samples: &[f32]) -> Result<(), SessionError> {
        for block in samples.chunks(FLUSH_EVERY) {
            if self.samples + block.len() > MOST_HOURS * 3600 * RATE {
                return Err(SessionError::TooLong { path: self.path.clone(), hours: MOST_HOURS });
            }
            let path = &self.path;
            let writer = self.writer.as_mut().ok_or_else(|| SessionError::Closed { path: path.clone() })?;
            let written = block.iter().try_for_each(|sample| writer.write_sample(to_i16(*sample)));
            if let Err(error) = written {
                return Err(self.close_broken(error));
            }
            self.samples += block.len();
            self.unflushed += block.len();
            if self.unflushed >= FLUSH_EVERY {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Hands everything to the system and brings the header up to date.
    pub fn flush(&mut self) -> Result<(), SessionError> {
        self.unflushed = 0;
        let path = &self.path;
        let writer = self.writer.as_mut().ok_or_else(|| SessionError::Closed { path: path.clone() })?;
        writer.flush().map_err(|error| self.close_broken(error))
    }

    /// How many samples were handed over.
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// Closes the file and makes it last. Gives its length in samples.
    pub fn finish(mut self) -> Result<usize, SessionError> {
        self.flush()?;
        // Dropping would try the same again and keep a failure to itself.
        let Some(writer) = self.writer.take() else { return Ok(self.samples) };
        writer.finalize().map_err(|error| failure(&self.path, error))?;
        let synced = File::options().write(true).open(&self.path).and_then(|file| file.sync_all());
        synced.map_err(SessionError::io("write the sound", &self.path))?;
        Ok(self.samples)
    }

    fn close_broken(&mut self, error: hound::Error) -> SessionError {
        // Dropping tries once more to write what is buffered, which may leave half a sample and an old header.
        self.writer = None;
        wav_repair::repair(&self.path).ok();
        failure(&self.path, error)
    }
}

/// Full scale is 32767 on both sides, so that the loudest sample does not wrap.
fn to_i16(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

fn failure(path: &Path, error: hound::Error) -> SessionError {
    let error = match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    };
    SessionError::of_io("write the sound", path.to_owned(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> Vec<i16> {
        hound::WavReader::open(path).unwrap().into_samples().map(Result::unwrap).collect()
    }

    #[test]
    fn the_file_is_a_whole_recording_at_every_moment() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE);
        let mut audio = AudioFile::create(dir.path()).unwrap();
        assert_eq!(read(&path).len(), 0);
        for block in 1..100 {
            audio.push(&[0.5; 320]).unwrap();
            let on_disk = read(&path).len();
            assert!(on_disk <= block * 320 && block * 320 - on_disk < FLUSH_EVERY, "{on_disk} of {block}");
        }
        assert_eq!(audio.finish().unwrap(), 99 * 320);
        assert_eq!(read(&path).len(), 99 * 320);
    }

    #[test]
    fn samples_are_cut_off_at_full_scale() {
        let dir = tempfile::tempdir().unwrap();
        let mut audio = AudioFile::create(dir.path()).unwrap();
        audio.push(&[0.0, 1.0, -1.0, 7.0, -7.0, f32::NAN]).unwrap();
        audio.finish().unwrap();
        assert_eq!(read(&dir.path().join(FILE)), [0, 32_767, -32_767, 32_767, -32_767, 0]);
    }

    #[test]
    fn a_sound_file_that_is_there_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE), b"mine").unwrap();
        assert!(AudioFile::create(dir.path()).is_err());
        assert_eq!(std::fs::read(dir.path().join(FILE)).unwrap(), b"mine");
    }
}
