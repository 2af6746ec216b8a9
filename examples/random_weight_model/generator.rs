//! A ggml file of a whisper model's true shapes, with weights drawn at random from a seed.
//!
//! Self-contained: the vocabulary is made up, and the mel filters are computed. The tests build small ones with it.

use std::io;
use std::io::Write;

/// Tokens of the English models, the special ones included; whisper.cpp names the last 1,607 itself.
const VOCABULARY: usize = 51_864;
const WORDS: usize = 50_257;
const MELS: usize = 80;
const BINS: usize = 201;
const AUDIO_CTX: usize = 1_500;
const TEXT_CTX: usize = 448;

/// The sizes in which whisper's English models differ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Width of encoder and decoder.
    pub(crate) state: usize,
    /// Attention heads.
    pub(crate) heads: usize,
    /// Layers of the encoder; whisper.cpp tells its models apart by it.
    pub(crate) audio_layers: usize,
    /// Layers of the decoder.
    pub(crate) text_layers: usize,
}

impl Shape {
    /// The shape of an official model.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (state, heads, layers) = match name {
            "tiny.en" => (384, 6, 4),
            "base.en" => (512, 8, 6),
            "small.en" => (768, 12, 12),
            _ => return None,
        };
        Some(Self { state, heads, audio_layers: layers, text_layers: layers })
    }
}

/// How weights are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Half precision.
    F16,
    /// Blocks of 32 with a scale and 8 bits each.
    Q8_0,
    /// Blocks of 32 with a scale, a minimum and 5 bits each.
    Q5_1,
}

impl Kind {
    /// The kind as file names spell it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "f16" => Some(Self::F16),
            "q8_0" => Some(Self::Q8_0),
            "q5_1" => Some(Self::Q5_1),
            _ => None,
        }
    }

    /// ggml's number for a file mostly of this kind; 2000 marks the quantisation format's version.
    fn file_type(self) -> usize {
        match self {
            Self::F16 => 1,
            Self::Q8_0 => 2_007,
            Self::Q5_1 => 2_009,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Store {
    F32,
    As(Kind),
}

#[derive(Debug, Clone, Copy)]
enum Fill {
    Random,
    Constant(f32),
}

/// Writes the whole file. The same seed gives the same bytes.
pub(crate) fn write(out: &mut impl Write, shape: &Shape, kind: Kind, seed: u64) -> io::Result<()> {
    let Shape { state, heads, audio_layers, text_layers } = *shape;
    numbers(out, &[0x6767_6d6c, VOCABULARY, AUDIO_CTX, state, heads, audio_layers])?;
    numbers(out, &[TEXT_CTX, state, heads, text_layers, MELS, kind.file_type()])?;
    mel_filters(out)?;
    vocabulary(out)?;
    let mut tensors = Tensors { out, kind, random: seed };
    encoder(&mut tensors, shape)?;
    decoder(&mut tensors, shape)
}

fn numbers(out: &mut impl Write, numbers: &[usize]) -> io::Result<()> {
    numbers.iter().try_for_each(|number| out.write_all(&(*number as u32).to_le_bytes()))
}

/// Slaney's filters, as librosa computes them (`librosa.filters.mel(sr=16000, n_fft=400, n_mels=80)`): triangles
/// evenly spaced in mel, each of unit area.
fn mel_filters(out: &mut impl Write) -> io::Result<()> {
    numbers(out, &[MELS, BINS])?;
    let top = mel(8_000.0);
    let edge = |i: usize| hertz(top * i as f64 / (MELS + 1) as f64);
    for band in 0..MELS {
        let (low, centre, high) = (edge(band), edge(band + 1), edge(band + 2));
        for bin in 0..BINS {
            let frequency = bin as f64 * 40.0;
            let rise = (frequency - low) / (centre - low);
            let fall = (high - frequency) / (high - centre);
            let weight = rise.min(fall).max(0.0) * 2.0 / (high - low);
            out.write_all(&(weight as f32).to_le_bytes())?;
        }
    }
    Ok(())
}

/// Linear up to 1 kHz, logarithmic above (Slaney's Auditory Toolbox, 1998).
fn mel(hertz: f64) -> f64 {
    if hertz < 1_000.0 { hertz * 3.0 / 200.0 } else { 15.0 + (hertz / 1_000.0).ln() * 27.0 / 6.4_f64.ln() }
}

fn hertz(mel: f64) -> f64 {
    if mel < 15.0 { mel * 200.0 / 3.0 } else { 1_000.0 * ((mel - 15.0) * 6.4_f64.ln() / 27.0).exp() }
}

/// Every single byte, so that any text can be taken apart; the two words that whisper.cpp looks up; made-up words.
fn vocabulary(out: &mut impl Write) -> io::Result<()> {
    numbers(out, &[WORDS])?;
    for i in 0..WORDS {
        let word = match i {
            0..=255 => vec![i as u8],
            256 => b" -".to_vec(),
            257 => b" '".to_vec(),
            _ => format!(" w{i}").into_bytes(),
        };
        numbers(out, &[word.len()])?;
        out.write_all(&word)?;
    }
    Ok(())
}

fn encoder<W: Write>(tensors: &mut Tensors<'_, W>, shape: &Shape) -> io::Result<()> {
    let state = shape.state;
    let half = Store::As(Kind::F16);
    tensors.put("encoder.positional_embedding", &[state, AUDIO_CTX], Store::F32, Fill::Random)?;
    tensors.put("encoder.conv1.weight", &[3, MELS, state], half, Fill::Random)?;
    tensors.put("encoder.conv1.bias", &[1, state], Store::F32, Fill::Constant(0.0))?;
    tensors.put("encoder.conv2.weight", &[3, state, state], half, Fill::Random)?;
    tensors.put("encoder.conv2.bias", &[1, state], Store::F32, Fill::Constant(0.0))?;
    tensors.norm("encoder.ln_post", state)?;
    for layer in 0..shape.audio_layers {
        let block = format!("encoder.blocks.{layer}");
        tensors.attention(&format!("{block}.attn"), state)?;
        tensors.mlp(&block, state)?;
    }
    Ok(())
}

fn decoder<W: Write>(tensors: &mut Tensors<'_, W>, shape: &Shape) -> io::Result<()> {
    let state = shape.state;
    let kind = Store::As(tensors.kind);
    tensors.put("decoder.positional_embedding", &[state, TEXT_CTX], Store::F32, Fill::Random)?;
    tensors.put("decoder.token_embedding.weight", &[state, VOCABULARY], kind, Fill::Random)?;
    tensors.norm("decoder.ln", state)?;
    for layer in 0..shape.text_layers {
        let block = format!("decoder.blocks.{layer}");
        tensors.attention(&format!("{block}.attn"), state)?;
        tensors.attention(&format!("{block}.cross_attn"), state)?;
        tensors.mlp(&block, state)?;
    }
    Ok(())
}

struct Tensors<'a, W> {
    out: &'a mut W,
    kind: Kind,
    random: u64,
}

impl<W: Write> Tensors<'_, W> {
    fn norm(&mut self, name: &str, state: usize) -> io::Result<()> {
        self.put(&format!("{name}.weight"), &[state], Store::F32, Fill::Constant(1.0))?;
        self.put(&format!("{name}.bias"), &[state], Store::F32, Fill::Constant(0.0))
    }

    fn linear(&mut self, name: &str, inputs: usize, outputs: usize, bias: bool) -> io::Result<()> {
        self.put(&format!("{name}.weight"), &[inputs, outputs], Store::As(self.kind), Fill::Random)?;
        if bias {
            self.put(&format!("{name}.bias"), &[outputs], Store::F32, Fill::Constant(0.0))?;
        }
        Ok(())
    }

    fn attention(&mut self, name: &str, state: usize) -> io::Result<()> {
        self.norm(&format!("{name}_ln"), state)?;
        for part in ["query", "key", "value", "out"] {
            self.linear(&format!("{name}.{part}"), state, state, part != "key")?;
        }
        Ok(())
    }

    fn mlp(&mut self, block: &str, state: usize) -> io::Result<()> {
        self.norm(&format!("{block}.mlp_ln"), state)?;
        self.linear(&format!("{block}.mlp.0"), state, 4 * state, true)?;
        self.linear(&format!("{block}.mlp.2"), 4 * state, state, true)
    }

    /// One tensor; `sizes` run from the fastest dimension to the slowest.
    fn put(&mut self, name: &str, sizes: &[usize], store: Store, fill: Fill) -> io::Result<()> {
        let number = match store {
            Store::F32 => 0,
            Store::As(Kind::F16) => 1,
            Store::As(Kind::Q5_1) => 7,
            Store::As(Kind::Q8_0) => 8,
        };
        numbers(self.out, &[sizes.len(), name.len(), number])?;
        sizes.iter().try_for_each(|size| numbers(self.out, &[*size]))?;
        self.out.write_all(name.as_bytes())?;
        let mut left = sizes.iter().product::<usize>();
        let mut bytes = Vec::new();
        let mut values = [0.0; 32];
        while left > 0 {
            let values = &mut values[..left.min(32)];
            values.fill_with(|| self.value(fill));
            bytes.clear();
            match store {
                Store::F32 => bytes.extend(values.iter().flat_map(|value| value.to_le_bytes())),
                Store::As(Kind::F16) => f16(values, &mut bytes),
                Store::As(Kind::Q8_0) => q8_0(values, &mut bytes),
                Store::As(Kind::Q5_1) => q5_1(values, &mut bytes),
            }
            self.out.write_all(&bytes)?;
            left -= values.len();
        }
        Ok(())
    }

    /// Even over a range whose standard deviation is 0.02, as trained weights have.
    fn value(&mut self, fill: Fill) -> f32 {
        match fill {
            Fill::Constant(value) => value,
            Fill::Random => {
                // splitmix64 (Steele, Lea and Flood 2014).
                self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let z = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                let unit = ((z ^ (z >> 31)) >> 40) as f32 / (1 << 24) as f32;
                (unit - 0.5) * 0.02 * 12.0_f32.sqrt()
            }
        }
    }
}

/// The nearest half-precision number, for the small numbers that occur here; what is too small becomes zero.
fn half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 16 & 0x8000) as u16;
    let magnitude = (bits & 0x7fff_ffff) + 0x1000;
    let smallest = 113 << 23;
    if magnitude < smallest { sign } else { sign | ((magnitude - (112 << 23)) >> 13) as u16 }
}

fn f16(values: &[f32], bytes: &mut Vec<u8>) {
    bytes.extend(values.iter().flat_map(|value| half(*value).to_le_bytes()));
}

fn q8_0(values: &[f32], bytes: &mut Vec<u8>) {
    let scale = values.iter().fold(0.0_f32, |most, value| most.max(value.abs())) / 127.0;
    bytes.extend(half(scale).to_le_bytes());
    bytes.extend(values.iter().map(|value| (value / scale.max(f32::MIN_POSITIVE)).round() as i8 as u8));
}

fn q5_1(values: &[f32], bytes: &mut Vec<u8>) {
    let least = values.iter().copied().fold(f32::INFINITY, f32::min);
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let scale = ((most - least) / 31.0).max(f32::MIN_POSITIVE);
    let codes: Vec<u8> =
        values.iter().map(|value| (((value - least) / scale).round() as u8).min(31)).collect();
    let high = codes.iter().enumerate().fold(0_u32, |bits, (i, code)| bits | u32::from(code >> 4) << i);
    bytes.extend(half(scale).to_le_bytes());
    bytes.extend(half(least).to_le_bytes());
    bytes.extend(high.to_le_bytes());
    let (first, second) = codes.split_at(16);
    bytes.extend(first.iter().zip(second).map(|(low, high)| (low & 15) | (high & 15) << 4));
}
