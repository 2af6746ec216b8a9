//! Reads the outline of a model file before whisper.cpp sees it.
//!
//! whisper.cpp prints to stderr on a bad file, and a malformed one can overrun its stack. The outline (dimensions,
//! names and sizes of all weights) tells a cut or foreign file without reading the weights themselves.

use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::path::Path;

use crate::io::asr::error::AsrError;

const MAGIC: u32 = 0x6767_6d6c;

/// Dimensions of a model, in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Tokens of the vocabulary; 51864 in English models.
    pub vocab: u32,
    /// Encoder positions of 20 ms.
    pub audio_ctx: u32,
    /// Width of the encoder.
    pub audio_state: u32,
    /// Layers of the encoder.
    pub audio_layers: u32,
    /// Decoder positions; half of them may be text.
    pub text_ctx: u32,
    /// Layers of the decoder.
    pub text_layers: u32,
    /// Mel bands.
    pub mels: u32,
}

impl Shape {
    /// Whether it is the shape of the official English models of that many layers and width.
    pub fn is_official(&self, layers: u32, width: u32) -> bool {
        (self.audio_layers, self.text_layers, self.audio_state) == (layers, layers, width)
            && self.vocab == 51_864
    }

    fn tensors(&self) -> usize {
        11 + 15 * self.audio_layers as usize + 24 * self.text_layers as usize
    }

    fn is_plausible(&self) -> bool {
        let within = |value: u32, low: u32, high: u32| (low..=high).contains(&value);
        within(self.vocab, 50_000, 60_000)
            && within(self.audio_ctx, 1, 1_500)
            && within(self.audio_state, 1, 2_048)
            && within(self.audio_layers, 1, 64)
            && within(self.text_ctx, 8, 4_096)
            && within(self.text_layers, 1, 64)
            && within(self.mels, 1, 256)
    }
}

/// Checks a model file from its first byte to its last.
pub fn check(path: &Path) -> Result<Shape, AsrError> {
    let at = || path.to_path_buf();
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => AsrError::Missing { path: at() },
        _ => AsrError::Unreadable { path: at(), source },
    };
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err(AsrError::NotAFile { path: at() });
    }
    let mut file = Outline { file: BufReader::new(File::open(path).map_err(unreadable)?), len: meta.len() };
    let magic = file.u32().ok().flatten();
    if magic != Some(MAGIC) {
        return Err(AsrError::NotAModel { path: at() });
    }
    let damaged = |reason: &str| AsrError::Damaged { path: at(), reason: reason.to_owned() };
    let shape = file.shape().map_err(unreadable)?.ok_or_else(|| damaged("no dimensions"))?;
    if !shape.is_plausible() {
        return Err(damaged("impossible dimensions"));
    }
    let wanted = shape.tensors();
    let cut = |found| AsrError::Cut { path: at(), found, wanted };
    file.skip_tables().map_err(unreadable)?.ok_or_else(|| cut(0))?;
    for found in 0..wanted {
        match file.skip_tensor().map_err(unreadable)? {
            Tensor::Whole => {}
            Tensor::CutOff => return Err(cut(found)),
            Tensor::Odd => return Err(damaged("a weight of an unknown kind")),
        }
    }
    Ok(shape)
}

enum Tensor {
    Whole,
    CutOff,
    Odd,
}

/// A reader that knows where the file ends: `None` means too short.
struct Outline {
    file: BufReader<File>,
    len: u64,
}

impl Outline {
    fn u32(&mut self) -> io::Result<Option<u32>> {
        let mut bytes = [0; 4];
        match self.file.read_exact(&mut bytes) {
            Ok(()) => Ok(Some(u32::from_le_bytes(bytes))),
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn skip(&mut self, bytes: u64) -> io::Result<Option<()>> {
        let at = self.file.stream_position()?;
        let inside = at.checked_add(bytes).is_some_and(|end| end <= self.len);
        if inside {
            self.file.seek_relative(i64::try_from(bytes).unwrap_or(i64::MAX))?;
        } else {
            self.file.seek(SeekFrom::End(0))?;
        }
        Ok(inside.then_some(()))
    }

    fn shape(&mut self) -> io::Result<Option<Shape>> {
        let mut all = [0; 11];
        for value in &mut all {
            let Some(read) = self.u32()? else { return Ok(None) };
            *value = read;
        }
        let [vocab, audio_ctx, audio_state, _, audio_layers, text_ctx, _, _, text_layers, mels, _] = all;
        Ok(Some(Shape { vocab, audio_ctx, audio_state, audio_layers, text_ctx, text_layers, mels }))
    }

    /// Mel filters and vocabulary.
    fn skip_tables(&mut self) -> io::Result<Option<()>> {
        let (Some(mels), Some(bins)) = (self.u32()?, self.u32()?) else { return Ok(None) };
        if self.skip(u64::from(mels) * u64::from(bins) * 4)?.is_none() {
            return Ok(None);
        }
        let Some(tokens) = self.u32()? else { return Ok(None) };
        for _ in 0..tokens {
            let Some(len) = self.u32()? else { return Ok(None) };
            if self.skip(u64::from(len))?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    fn skip_tensor(&mut self) -> io::Result<Tensor> {
        let (Some(dims), Some(name), Some(kind)) = (self.u32()?, self.u32()?, self.u32()?) else {
            return Ok(Tensor::CutOff);
        };
        if dims > 4 || name > 256 {
            return Ok(Tensor::Odd);
        }
        let mut elements = 1_u64;
        for _ in 0..dims {
            let Some(size) = self.u32()? else { return Ok(Tensor::CutOff) };
            elements = elements.saturating_mul(u64::from(size));
        }
        let Some((block, bytes)) = block_of(kind) else { return Ok(Tensor::Odd) };
        let weights = (elements / block).saturating_mul(bytes);
        let whole = self.skip(u64::from(name).saturating_add(weights))?.is_some();
        Ok(if whole { Tensor::Whole } else { Tensor::CutOff })
    }
}

/// Weights a block and bytes a block of ggml's types.
fn block_of(kind: u32) -> Option<(u64, u64)> {
    Some(match kind {
        0 => (1, 4),
        1 => (1, 2),
        2 => (32, 18),
        3 => (32, 20),
        6 => (32, 22),
        7 => (32, 24),
        8 => (32, 34),
        10 => (256, 84),
        11 => (256, 110),
        12 => (256, 144),
        13 => (256, 176),
        14 => (256, 210),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/synthetic-voices.en.bin");

    fn check_bytes(bytes: &[u8]) -> Result<Shape, AsrError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("model.bin");
        std::fs::write(&path, bytes).unwrap();
        check(&path)
    }

    #[test]
    fn the_bundled_model_is_whole() {
        let shape = check(Path::new(BUNDLED)).unwrap();
        assert_eq!((shape.audio_state, shape.audio_layers, shape.text_layers), (128, 4, 3));
    }

    #[test]
    fn a_model_cut_anywhere_is_told_from_a_whole_one() {
        let bytes = std::fs::read(BUNDLED).unwrap();
        for len in [bytes.len() / 2, bytes.len() - 1, 700_000, 100_000, 60] {
            let error = check_bytes(&bytes[..len]).unwrap_err();
            assert!(matches!(error, AsrError::Cut { .. }), "{len}: {error}");
        }
        assert!(matches!(check_bytes(&bytes[..20]), Err(AsrError::Damaged { .. })));
    }

    #[test]
    fn other_files_are_no_models() {
        for bytes in [&b""[..], b"ggm", b"GGUF\x03\0\0\0", b"hello, this is text"] {
            assert!(matches!(check_bytes(bytes), Err(AsrError::NotAModel { .. })));
        }
        let mut wild = std::fs::read(BUNDLED).unwrap();
        wild[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(check_bytes(&wild), Err(AsrError::Damaged { .. })));
    }

    #[test]
    fn a_missing_model_and_a_folder_say_so() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(check(&dir.path().join("none.bin")), Err(AsrError::Missing { .. })));
        assert!(matches!(check(dir.path()), Err(AsrError::NotAFile { .. })));
    }
}
