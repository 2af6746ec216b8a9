//! Finds format and sound in a WAV file without believing the lengths that its header claims.
//!
//! Recorders that were killed leave a length of 0, programs that write to a pipe one of 4 GB, and a copy that broke
//! off leaves too little. In each case what is there is read.

use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;

/// Longest format chunk that is kept; real ones have 16 to 40 bytes.
const MAX_FORMAT: u32 = 1024;

/// Where things are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WavHeader {
    /// The format chunk's content.
    pub format: Vec<u8>,
    /// Where the sound begins, in bytes.
    pub data_at: u64,
    /// Bytes of sound by the header.
    pub claimed: u64,
    /// Bytes of the file from `data_at` on.
    pub present: u64,
}

impl WavHeader {
    /// `None` when the file has no format or no data chunk.
    pub fn read(file: &mut (impl Read + Seek)) -> io::Result<Option<Self>> {
        let file_len = file.seek(SeekFrom::End(0))?;
        let mut at = 12;
        let mut format = None;
        while at + 8 <= file_len {
            file.seek(SeekFrom::Start(at))?;
            let mut head = [0; 8];
            file.read_exact(&mut head)?;
            let [a, b, c, d, l0, l1, l2, l3] = head;
            let len = u32::from_le_bytes([l0, l1, l2, l3]);
            at += 8;
            match &[a, b, c, d] {
                b"fmt " => {
                    let mut bytes = Vec::new();
                    file.by_ref().take(u64::from(len.min(MAX_FORMAT))).read_to_end(&mut bytes)?;
                    format = Some(bytes);
                }
                b"data" => {
                    return Ok(format.map(|format| Self {
                        format,
                        data_at: at,
                        claimed: u64::from(len),
                        present: file_len - at,
                    }));
                }
                _ => {}
            }
            // Chunks are padded to an even length.
            at += u64::from(len) + u64::from(len % 2);
        }
        Ok(None)
    }

    /// Number of channels.
    pub fn channels(&self) -> Option<u16> {
        self.u16_at(2)
    }

    /// Samples a second.
    pub fn rate(&self) -> Option<u32> {
        Some(u32::from(self.u16_at(4)?) | u32::from(self.u16_at(6)?) << 16)
    }

    /// Bytes of one sample of all channels.
    pub fn frame_bytes(&self) -> Option<u16> {
        self.u16_at(12)
    }

    fn u16_at(&self, at: usize) -> Option<u16> {
        let bytes = self.format.get(at..at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    /// Whether the header was never completed: it says 0 and sound follows.
    pub fn unfinished(&self) -> bool {
        self.claimed == 0 && self.present > 0
    }

    /// Bytes of sound to read, in whole frames.
    pub fn usable(&self) -> u64 {
        let promised = if self.unfinished() { self.present } else { self.claimed.min(self.present) };
        // A reader counts with 32 bits; 4 GB of sound are 37 hours of speech.
        let promised = promised.min(u64::from(u32::MAX) - 1024);
        let frame = u64::from(self.frame_bytes().unwrap_or(1).max(1));
        promised - promised % frame
    }

    /// A header that tells the truth, to be put before the sound.
    pub fn honest(&self) -> Vec<u8> {
        let data_len = u32::try_from(self.usable()).unwrap_or(u32::MAX);
        let format_len = u32::try_from(self.format.len()).unwrap_or(0);
        let mut bytes = Vec::with_capacity(self.format.len() + 28);
        bytes.extend_from_slice(b"RIFF");
        bytes.extend_from_slice(&data_len.saturating_add(format_len + 20).to_le_bytes());
        bytes.extend_from_slice(b"WAVEfmt ");
        bytes.extend_from_slice(&format_len.to_le_bytes());
        bytes.extend_from_slice(&self.format);
        bytes.extend_from_slice(b"data");
        bytes.extend_from_slice(&data_len.to_le_bytes());
        bytes
    }
}
