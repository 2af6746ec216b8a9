//! MP3, M4A/AAC, FLAC, OGG Vorbis and unusual WAV files, decoded by symphonia.

use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::FormatOptions;
use symphonia::core::formats::FormatReader;
use symphonia::core::formats::Track;
use symphonia::core::formats::TrackType;
use symphonia::core::formats::probe::Hint;
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use crate::io::import::Decode;
use crate::io::import::clock;
use crate::io::import::error::ImportError;
use crate::io::import::mp4_delay;

/// Sound missing at the end, against the header's word, that is not worth a warning.
const SLACK_SECONDS: f64 = 0.5;

/// An opened file of a compressed format.
pub struct DecodedFile {
    path: PathBuf,
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    rate: u32,
    frames: Option<u64>,
    /// Frames still to be skipped at the start: an encoder's run-in.
    skip: u64,
    read: u64,
    damaged: u64,
    interleaved: Vec<f32>,
}

impl DecodedFile {
    /// Opens whatever the content says it is.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let at = || path.to_path_buf();
        let io_error = |e| ImportError::of_io(at(), e);
        let mut file = File::open(path).map_err(io_error)?;
        let skip = mp4_delay::run_in(&mut file).unwrap_or(0);
        io::Seek::rewind(&mut file).map_err(io_error)?;

        let stream =
            MediaSourceStream::new(Box::new(file), symphonia::core::io::MediaSourceStreamOptions::default());
        let (format_options, meta_options) = (FormatOptions::default(), MetadataOptions::default());
        let format = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, format_options, meta_options)
            .map_err(|e| probe_error(at(), e))?;
        let track =
            format.default_track(TrackType::Audio).ok_or_else(|| ImportError::NoSound { path: at() })?;
        let (id, frames) = (track.id, track.num_frames);
        let (decoder, rate) = decoder_for(track, path)?;
        let frames = frames.map(|n| n.saturating_sub(skip));
        Ok(Self {
            path: at(),
            format,
            decoder,
            track: id,
            rate,
            frames,
            skip,
            read: 0,
            damaged: 0,
            interleaved: Vec::new(),
        })
    }

    fn decode(&mut self, packet: &Packet, out: &mut Vec<f32>) -> Result<(), ImportError> {
        match self.decoder.decode(packet) {
            Ok(decoded) => {
                let channels = decoded.spec().channels().count().max(1);
                self.interleaved.clear();
                decoded.copy_to_vec_interleaved(&mut self.interleaved);
                let skip = usize::try_from(self.skip).unwrap_or(usize::MAX).min(decoded.frames());
                self.skip -= skip as u64;
                let scale = 1.0 / channels as f32;
                let frames = self.interleaved.chunks_exact(channels).skip(skip);
                out.extend(frames.map(|f| f.iter().sum::<f32>() * scale));
                Ok(())
            }
            // Silence in its place, so that what follows keeps its time.
            Err(Error::DecodeError(_) | Error::IoError(_)) => {
                self.damaged += 1;
                let frames = packet.dur.get().min(u64::from(self.rate)) as usize;
                out.resize(out.len() + frames, 0.0);
                Ok(())
            }
            Err(e) => Err(ImportError::Damaged { path: self.path.clone(), reason: e.to_string() }),
        }
    }

    fn end(&mut self, cut: bool, warnings: &mut Vec<String>) -> Result<(), ImportError> {
        if self.read == 0 {
            return Err(ImportError::NoSound { path: self.path.clone() });
        }
        let rate = f64::from(self.rate);
        let until = clock(self.read / u64::from(self.rate));
        let missing = self.frames.unwrap_or(0).saturating_sub(self.read) as f64 / rate;
        if cut || missing > SLACK_SECONDS {
            warnings.push(format!("the file ends in the middle of the sound; read up to {until}"));
        }
        if self.damaged > 0 {
            let damaged = self.damaged;
            warnings.push(format!("{damaged} damaged pieces of the file were taken as silence"));
        }
        Ok(())
    }
}

fn decoder_for(track: &Track, path: &Path) -> Result<(Box<dyn AudioDecoder>, u32), ImportError> {
    let unsupported = |reason: String| ImportError::Unsupported { path: path.to_path_buf(), reason };
    let params = track.codec_params.as_ref().and_then(|p| p.audio());
    let params = params.ok_or_else(|| unsupported("unknown codec".to_owned()))?;
    if params.channels.as_ref().is_some_and(|c| c.count() == 0) {
        return Err(ImportError::NoChannels { path: path.to_path_buf() });
    }
    let decoder = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default())
        .map_err(|e| unsupported(e.to_string()))?;
    let rate = params.sample_rate.ok_or_else(|| unsupported("no sample rate".to_owned()))?;
    Ok((decoder, rate))
}

fn probe_error(path: PathBuf, error: Error) -> ImportError {
    match error {
        Error::IoError(e) if e.kind() != io::ErrorKind::UnexpectedEof => ImportError::of_io(path, e),
        Error::DecodeError(reason) => ImportError::Damaged { path, reason: reason.to_owned() },
        Error::IoError(_) | Error::Unsupported(_) => ImportError::UnknownFormat { path },
        other => ImportError::Damaged { path, reason: other.to_string() },
    }
}

impl Decode for DecodedFile {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn len(&self) -> Option<u64> {
        self.frames
    }

    fn read(&mut self, out: &mut Vec<f32>, warnings: &mut Vec<String>) -> Result<bool, ImportError> {
        let before = out.len();
        let cut = match self.format.next_packet() {
            Ok(Some(packet)) => {
                if packet.track_id == self.track {
                    self.decode(&packet, out)?;
                }
                self.read += (out.len() - before) as u64;
                return Ok(true);
            }
            // A second stream behind the first (chained OGG) is another recording.
            Ok(None) | Err(Error::ResetRequired) => false,
            Err(Error::IoError(e)) if e.kind() == io::ErrorKind::UnexpectedEof => true,
            Err(Error::IoError(e)) => return Err(ImportError::of_io(self.path.clone(), e)),
            Err(Error::DecodeError(_)) if self.read > 0 => true,
            Err(e) => return Err(ImportError::Damaged { path: self.path.clone(), reason: e.to_string() }),
        };
        self.end(cut, warnings)?;
        Ok(false)
    }
}
