//! Puts the sound file of an interrupted session in order, by its length.
//!
//! Touches only what its own writer made: a file of any other kind is refused as it is.

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;

use crate::io::session::error::SessionError;

/// Bytes before the first sample.
const HEADER: u64 = 44;

/// RIFF, length of all that follows, WAVE, fmt of 16 bytes: PCM, mono, 16 kHz, 32000 bytes a second, 2 bytes a sample
/// of 16 bits; data, length of the samples.
const TEMPLATE: [u8; HEADER as usize] =
    *b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data\0\0\0\0";

/// The two lengths, which say how much was flushed.
const LENGTHS: [std::ops::Range<usize>; 2] = [4..8, 40..44];

/// Makes the header count every whole sample that is there, and cuts half a one off. Gives the number of samples.
pub(super) fn repair(path: &Path) -> Result<usize, SessionError> {
    let broken = |error| SessionError::of_io("put the sound file in order", path.to_owned(), error);
    let mut file = File::options().read(true).write(true).open(path).map_err(broken)?;
    let mut header = Vec::new();
    (&mut file).take(HEADER).read_to_end(&mut header).map_err(broken)?;
    if !is_own(&header) {
        let what = "it is not the sound file that Pushback wrote".to_owned();
        return Err(SessionError::Damaged { path: path.to_owned(), what });
    }
    put_in_order(&mut file, &header).map_err(broken)
}

/// A beginning of the header, whatever its lengths; or nothing but zeros, which is what a power cut may leave.
fn is_own(header: &[u8]) -> bool {
    let same = |(n, byte): (usize, &u8)| LENGTHS.iter().any(|l| l.contains(&n)) || *byte == TEMPLATE[n];
    header.iter().enumerate().all(same) || header.iter().all(|byte| *byte == 0)
}

fn put_in_order(file: &mut File, old: &[u8]) -> io::Result<usize> {
    let data = file.metadata()?.len().saturating_sub(HEADER) / 2 * 2;
    let mut header = TEMPLATE;
    for (place, length) in LENGTHS.into_iter().zip([data + HEADER - 8, data]) {
        header[place].copy_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    }
    if header != old {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header)?;
    }
    if file.metadata()?.len() != HEADER + data {
        file.set_len(HEADER + data)?;
    }
    file.sync_all()?;
    Ok(usize::try_from(data / 2).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::session::audio::AudioFile;
    use crate::io::session::audio::FILE;

    /// A recording of 100 samples, changed by hand, and how many samples come back.
    fn check(change: impl FnOnce(&mut Vec<u8>), samples: Option<usize>) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE);
        let mut audio = AudioFile::create(dir.path()).unwrap();
        audio.push(&[0.25; 100]).unwrap();
        audio.finish().unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        change(&mut bytes);
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(repair(&path).ok(), samples);
        match samples {
            Some(n) => {
                let reader = hound::WavReader::open(&path).unwrap();
                assert!(reader.spec().sample_rate == 16_000 && reader.len() as usize == n);
                assert_eq!(std::fs::metadata(&path).unwrap().len(), 44 + 2 * n as u64);
            }
            None => assert_eq!(std::fs::read(&path).unwrap(), bytes, "touched"),
        }
    }

    #[test]
    fn the_length_of_the_file_decides() {
        check(|_| {}, Some(100));
        check(|bytes| bytes[40..44].fill(0), Some(100));
        check(|bytes| bytes.extend([1, 0, 2, 0, 3]), Some(102));
        check(|bytes| bytes.truncate(44 + 51), Some(25));
        check(|bytes| bytes.truncate(20), Some(0));
        check(Vec::clear, Some(0));
        check(|bytes| bytes[..44].fill(0), Some(100));
    }

    #[test]
    fn a_file_of_another_kind_is_not_touched() {
        check(|bytes| bytes[22] = 2, None);
        check(|bytes| bytes.splice(..0, *b"ID3").for_each(drop), None);
    }
}
