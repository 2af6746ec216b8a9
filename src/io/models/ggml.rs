//! Whether a file is a whole whisper model in whisper.cpp's ggml format.
//!
//! Walks the header, the vocabulary and the table of tensors, and seeks over the weights: a few milliseconds for a
//! file of any size. whisper.cpp takes damage badly (it may write past an array, or end the process by an exception
//! that no one catches), so what it relies on is checked here. The weights themselves are only told by a checksum.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::Read;
use std::path::Path;

use crate::io::models::error::ModelError;

/// `ggml` as the little-endian number every model file begins with.
const MAGIC: u32 = 0x6767_6d6c;

/// The vocabulary of the English models. Fewer, and whisper.cpp writes its special tokens past the end.
const LEAST_VOCABULARY: i32 = 51_864;

/// Words that whisper.cpp looks up without asking whether they are there.
const NEEDED_WORDS: [&[u8]; 3] = [b" ", b" -", b" '"];

/// What the header of a model says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Tokens, the special ones included.
    pub vocabulary: i32,
    /// Width of the encoder and the decoder.
    pub state: i32,
    /// Layers of the encoder.
    pub audio_layers: i32,
    /// Layers of the decoder.
    pub text_layers: i32,
}

impl Header {
    /// Whether the model understands English only.
    pub fn english_only(self) -> bool {
        self.vocabulary == LEAST_VOCABULARY
    }

    /// How many tensors whisper.cpp expects: 11 around the layers, 15 an encoder layer, 24 a decoder layer.
    fn tensors(self) -> usize {
        11 + 15 * self.audio_layers as usize + 24 * self.text_layers as usize
    }
}

/// Checks the file, from the outside in: there, a file, readable, begins as a model, whole.
pub fn inspect(path: &Path) -> Result<Header, ModelError> {
    let file = open(path)?;
    let length = file.metadata().map_err(|source| unreadable(path, source))?.len();
    let mut walk = Walk { input: BufReader::with_capacity(1 << 16, file), at: 0, length };
    walk.model().map_err(|trouble| trouble.of(path, length))
}

/// Opens a model file, and says plainly what is there instead.
pub fn open(path: &Path) -> Result<File, ModelError> {
    let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            ModelError::Missing { path: path.to_owned() }
        }
        _ => unreadable(path, source),
    })?;
    if !metadata.is_file() {
        return Err(ModelError::NotAFile { path: path.to_owned() });
    }
    File::open(path).map_err(|source| unreadable(path, source))
}

pub(crate) fn unreadable(path: &Path, source: io::Error) -> ModelError {
    ModelError::Unreadable { path: path.to_owned(), source }
}

/// What a walk can meet.
#[derive(Debug)]
enum Trouble {
    WrongMagic,
    /// The file ends before that many bytes.
    Cut(u64),
    Damaged(String),
    Io(io::Error),
}

impl Trouble {
    fn of(self, path: &Path, have: u64) -> ModelError {
        let path = path.to_owned();
        match self {
            Self::WrongMagic => ModelError::WrongMagic { path },
            Self::Cut(need) => ModelError::Cut { path, have, need },
            Self::Damaged(what) => ModelError::Damaged { path, what },
            Self::Io(source) => ModelError::Unreadable { path, source },
        }
    }
}

fn damaged<T>(what: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::Damaged(what.into()))
}

/// A position in a file that knows how long the file is.
struct Walk<R> {
    input: BufReader<R>,
    at: u64,
    length: u64,
}

impl<R: Read + io::Seek> Walk<R> {
    fn model(&mut self) -> Result<Header, Trouble> {
        if self.number().is_ok_and(|magic| magic as u32 == MAGIC) {
            let header = self.header()?;
            self.mel_filters()?;
            self.vocabulary(header.vocabulary)?;
            self.tensors(header)?;
            return Ok(header);
        }
        Err(Trouble::WrongMagic)
    }

    fn header(&mut self) -> Result<Header, Trouble> {
        let mut fields = [0; 11];
        for field in &mut fields {
            *field = self.number()?;
        }
        let [
            vocabulary,
            audio_ctx,
            state,
            heads,
            audio_layers,
            text_ctx,
            text_state,
            text_heads,
            text_layers,
            mels,
            _,
        ] = fields;
        let sane = (LEAST_VOCABULARY..=60_000).contains(&vocabulary)
            && (1..=3_000).contains(&audio_ctx)
            && (64..=4_096).contains(&text_ctx)
            && (1..=4_096).contains(&state)
            && text_state == state
            && (1..=64).contains(&heads)
            && (1..=64).contains(&text_heads)
            && state % heads == 0
            && state % text_heads == 0
            && (1..=64).contains(&audio_layers)
            && (1..=64).contains(&text_layers)
            && matches!(mels, 80 | 128);
        if sane {
            return Ok(Header { vocabulary, state, audio_layers, text_layers });
        }
        damaged("its header gives impossible sizes")
    }

    fn mel_filters(&mut self) -> Result<(), Trouble> {
        let (bands, bins) = (self.number()?, self.number()?);
        // 201 bins: the spectrum of 400 samples, which whisper.cpp takes for granted.
        if !matches!(bands, 80 | 128) || bins != 201 {
            return damaged("its mel filters have impossible sizes");
        }
        self.skip(4 * bands as u64 * bins as u64)
    }

    fn vocabulary(&mut self, most: i32) -> Result<(), Trouble> {
        let words = self.number()?;
        if !(1..=most).contains(&words) {
            return damaged("its vocabulary has an impossible size");
        }
        let mut needed: HashSet<&[u8]> = NEEDED_WORDS.into();
        let mut word = Vec::new();
        for _ in 0..words {
            let length = self.number()?;
            if !(0..=1_024).contains(&length) {
                return damaged("its vocabulary has an impossible word");
            }
            self.bytes(length as usize, &mut word)?;
            needed.remove(word.as_slice());
        }
        if needed.is_empty() {
            Ok(())
        } else {
            damaged("its vocabulary lacks the words for a blank and a dash")
        }
    }

    fn tensors(&mut self, header: Header) -> Result<(), Trouble> {
        let mut names = HashSet::new();
        while self.at < self.length {
            let name = self.tensor()?;
            if !names.insert(name) {
                return damaged("it has a tensor twice");
            }
        }
        let (have, need) = (names.len(), header.tensors());
        match have.cmp(&need) {
            std::cmp::Ordering::Equal => Ok(()),
            // Cut exactly between two tensors: each of those that are missing has at least a byte.
            std::cmp::Ordering::Less if have > 0 => Err(Trouble::Cut(self.length + (need - have) as u64)),
            std::cmp::Ordering::Less => damaged("it holds no weights"),
            std::cmp::Ordering::Greater => damaged(format!("it has {have} tensors instead of {need}")),
        }
    }

    fn tensor(&mut self) -> Result<Vec<u8>, Trouble> {
        let (dimensions, name_length, kind) = (self.number()?, self.number()?, self.number()?);
        let Some((block, block_bytes)) = block_size(kind) else {
            return damaged("a tensor is stored in an unknown way");
        };
        if !(1..=3).contains(&dimensions) || !(1..=64).contains(&name_length) {
            return damaged("a tensor has an impossible shape or name");
        }
        let mut elements = 1_u64;
        for _ in 0..dimensions {
            let size = self.number()?;
            // whisper.cpp counts elements in 32 bits.
            elements = elements.saturating_mul(u64::try_from(size).unwrap_or(0));
            if elements == 0 || elements > i32::MAX as u64 {
                return damaged("a tensor has an impossible shape");
            }
        }
        let mut name = Vec::new();
        self.bytes(name_length as usize, &mut name)?;
        if !elements.is_multiple_of(block) {
            return damaged("a tensor has an impossible shape");
        }
        self.skip(elements / block * block_bytes)?;
        Ok(name)
    }

    fn number(&mut self) -> Result<i32, Trouble> {
        let mut bytes = [0; 4];
        self.fill(&mut bytes)?;
        Ok(i32::from_le_bytes(bytes))
    }

    fn bytes(&mut self, length: usize, into: &mut Vec<u8>) -> Result<(), Trouble> {
        into.resize(length, 0);
        self.fill(into)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Trouble> {
        self.advance(bytes.len() as u64)?;
        self.input.read_exact(bytes).map_err(Trouble::Io)
    }

    fn skip(&mut self, length: u64) -> Result<(), Trouble> {
        self.advance(length)?;
        self.input.seek_relative(length.cast_signed()).map_err(Trouble::Io)
    }

    fn advance(&mut self, length: u64) -> Result<(), Trouble> {
        let end = self.at + length;
        if end > self.length {
            return Err(Trouble::Cut(end));
        }
        self.at = end;
        Ok(())
    }
}

/// How many elements one block of a ggml type holds, and its bytes. `None` for types that whisper models never use.
fn block_size(kind: i32) -> Option<(u64, u64)> {
    match kind {
        0 => Some((1, 4)),      // f32
        1 | 30 => Some((1, 2)), // f16, bf16
        2 => Some((32, 18)),    // q4_0
        3 => Some((32, 20)),    // q4_1
        6 => Some((32, 22)),    // q5_0
        7 => Some((32, 24)),    // q5_1
        8 => Some((32, 34)),    // q8_0
        10 => Some((256, 84)),  // q2_K
        11 => Some((256, 110)), // q3_K
        12 => Some((256, 144)), // q4_K
        13 => Some((256, 176)), // q5_K
        14 => Some((256, 210)), // q6_K
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(bytes: &[u8]) -> Result<Header, Trouble> {
        let input = BufReader::new(io::Cursor::new(bytes));
        Walk { input, at: 0, length: bytes.len() as u64 }.model()
    }

    fn bundled() -> Vec<u8> {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/synthetic-voices.en.bin")).unwrap()
    }

    #[test]
    fn the_bundled_model_is_whole() {
        let header = walk(&bundled()).unwrap();
        assert_eq!(header, Header { vocabulary: 51_864, state: 128, audio_layers: 4, text_layers: 3 });
        assert!(header.english_only());
    }

    #[test]
    fn a_model_cut_anywhere_is_seen_to_be_cut() {
        let whole = bundled();
        let mut ends: Vec<usize> = (1..60).map(|i| whole.len() * i / 60).collect();
        ends.extend([4, 5, 47, 48, 60, whole.len() - 1]);
        for end in ends {
            let trouble = walk(&whole[..end]).unwrap_err();
            assert!(matches!(trouble, Trouble::Cut(need) if need > end as u64), "{end}: {trouble:?}");
        }
    }

    #[test]
    fn something_else_is_not_a_model() {
        for bytes in [&b""[..], b"gg", b"<!DOCTYPE html><title>Log in</title>", b"RIFF\0\0\0\0WAVEfmt "] {
            assert!(matches!(walk(bytes).unwrap_err(), Trouble::WrongMagic));
        }
    }

    #[test]
    fn no_single_damaged_number_in_the_header_is_believed() {
        let whole = bundled();
        for field in (4..44).step_by(4) {
            for value in [-1_i32, 0, i32::MAX] {
                let mut bytes = whole.clone();
                bytes[field..field + 4].copy_from_slice(&value.to_le_bytes());
                assert!(walk(&bytes).is_err(), "field at {field} set to {value}");
            }
        }
    }

    #[test]
    fn bytes_behind_the_last_tensor_are_noticed() {
        let mut bytes = bundled();
        bytes.extend([0; 64]);
        assert!(walk(&bytes).is_err());
    }
}
