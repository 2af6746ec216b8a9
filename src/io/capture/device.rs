//! Microphones of this machine, through cpal.

use std::time::Duration;

use cpal::BufferSize;
use cpal::ErrorKind;
use cpal::SampleFormat;
use cpal::StreamConfig;
use cpal::SupportedStreamConfig;
use cpal::traits::DeviceTrait;
use cpal::traits::HostTrait;
use cpal::traits::StreamTrait;

use crate::io::capture::Capture;
use crate::io::capture::Device;
use crate::io::capture::DeviceId;
use crate::io::capture::Stream;
use crate::io::capture::error::CaptureError;
use crate::io::capture::tap;
use crate::io::capture::tap::Sample;
use crate::io::capture::tap::Tapped;

/// How long the system may take to open a device.
const OPENING: Duration = Duration::from_secs(2);

/// Blocks a second that the device is asked for. Left alone, some systems hand over six a second, or fewer.
const BLOCKS: u32 = 100;

/// How `PulseAudio` calls what a loudspeaker plays.
const MONITOR: &str = ".monitor";

/// Names by which ALSA calls things that nobody speaks into, or the same microphone once more.
const ALSA_OTHERS: &[&str] = &[
    "null",
    "oss",
    "jack",
    "samplerate",
    "speexrate",
    "lavrate",
    "upmix",
    "vdownmix",
    "surround",
    "front",
    "iec958",
    "dmix",
    "dsnoop",
    "hdmi",
    "usbstream",
    "plughw",
    "hw",
];

/// What microphones there are, by the audio system that is in charge.
pub struct Microphones {
    host: Option<cpal::Host>,
}

impl Microphones {
    /// Asks nobody yet.
    pub fn new() -> Self {
        Self { host: None }
    }

    /// A connection to the audio system. One that was restarted is connected to anew.
    fn fresh(&mut self) -> &cpal::Host {
        self.host.insert(cpal::default_host())
    }

    fn inputs(host: &cpal::Host) -> Option<Vec<cpal::Device>> {
        let all = host.input_devices().ok()?;
        Some(all.filter(|device| is_microphone(host, device)).collect())
    }

    /// The microphones, and the default one among them.
    fn list(&mut self) -> (Vec<cpal::Device>, Option<cpal::DeviceId>) {
        // One without microphones may be what was left when another went down.
        let known = self.host.as_ref().and_then(Self::inputs).filter(|list| !list.is_empty());
        let list = known.or_else(|| Self::inputs(self.fresh())).unwrap_or_default();
        let default = self.host.as_ref().and_then(cpal::Host::default_input_device);
        (list, default.and_then(|device| device.id().ok()))
    }
}

impl Default for Microphones {
    fn default() -> Self {
        Self::new()
    }
}

impl Capture for Microphones {
    fn devices(&mut self) -> Result<Vec<Device>, CaptureError> {
        let (list, default) = self.list();
        let mut devices: Vec<Device> = list.iter().filter_map(|d| described(d, default.as_ref())).collect();
        devices.sort_by_key(|device| !device.default);
        number_twins(&mut devices);
        if devices.is_empty() { Err(CaptureError::None) } else { Ok(devices) }
    }

    fn open(&mut self, wanted: Option<&DeviceId>) -> Result<(Device, Box<dyn Stream>), CaptureError> {
        let (list, default) = self.list();
        let found = list.iter().find_map(|device| {
            let described = described(device, default.as_ref())?;
            let right = wanted.map_or(described.default, |id| *id == described.id);
            right.then_some((device, described))
        });
        // Without a choice, and with a default that is no microphone, any will do.
        let any = || list.iter().find_map(|d| Some((d, described(d, None)?))).filter(|_| wanted.is_none());
        let (device, described) = found.or_else(any).ok_or_else(|| match wanted {
            Some(id) => CaptureError::Gone { name: id.0.clone() },
            None => CaptureError::None,
        })?;
        let opened = open(device, &described.name)?;
        Ok((described, Box::new(opened)))
    }

    fn is_there(&mut self, device: &DeviceId) -> bool {
        // PulseAudio moves the stream of a microphone that is pulled out to whatever else can be recorded, and says
        // nothing. The others tell of an error, and asking ALSA would open every device it can think of.
        let Some(host) = self.host.as_ref().filter(|host| host.id().name() == "PulseAudio") else {
            return true;
        };
        Self::inputs(host)
            .is_some_and(|list| list.iter().any(|d| d.id().is_ok_and(|id| id.to_string() == device.0)))
    }
}

fn is_microphone(host: &cpal::Host, device: &cpal::Device) -> bool {
    let Ok(id) = device.id() else { return false };
    let id = id.to_string();
    let name = id.split_once(':').map_or(id.as_str(), |(_, name)| name);
    match host.id().name() {
        // What a loudspeaker plays can be recorded too, and would have the interviewer answer herself.
        "PulseAudio" => !name.ends_with(MONITOR),
        "ALSA" => {
            let kind = name.split([':', ',']).next().unwrap_or(name);
            !ALSA_OTHERS.iter().any(|other| kind.starts_with(other)) && device.default_input_config().is_ok()
        }
        _ => true,
    }
}

fn described(device: &cpal::Device, default: Option<&cpal::DeviceId>) -> Option<Device> {
    let id = device.id().ok()?;
    let name = device.description().map_or_else(|_| id.to_string(), |told| told.name().trim().to_owned());
    Some(Device { default: default == Some(&id), id: DeviceId(id.to_string()), name })
}

/// Devices of one name are told apart by a number.
fn number_twins(devices: &mut [Device]) {
    let names: Vec<String> = devices.iter().map(|device| device.name.clone()).collect();
    for (at, device) in devices.iter_mut().enumerate() {
        let before = names[..at].iter().filter(|name| **name == device.name).count();
        if before > 0 {
            device.name = format!("{} ({})", device.name, before + 1);
        }
    }
}

/// An open device. The stream comes first: it is closed before the half that reads goes.
struct Opened {
    _stream: cpal::Stream,
    tapped: Tapped,
    rate: u32,
}

impl Stream for Opened {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn read(&mut self, out: &mut Vec<f32>) {
        self.tapped.read(out);
    }

    fn lost(&self) -> u64 {
        self.tapped.lost()
    }

    fn failed(&self) -> bool {
        self.tapped.failed()
    }
}

fn open(device: &cpal::Device, name: &str) -> Result<Opened, CaptureError> {
    let failed = |error: &cpal::Error| failure(name, error);
    let supported = device.default_input_config().map_err(|e| failed(&e))?;
    let wanted = BufferSize::Fixed((supported.sample_rate() / BLOCKS).max(1));
    let fixed = StreamConfig { buffer_size: wanted, ..supported.config() };
    // A device that has its own idea of a block is taken as it is.
    let started = start(device, &supported, fixed).or_else(|error| match error.kind() {
        ErrorKind::UnsupportedConfig | ErrorKind::InvalidInput => {
            start(device, &supported, supported.config())
        }
        _ => Err(error),
    });
    let (stream, tapped) = started.map_err(|e| failed(&e))?;
    stream.play().map_err(|e| failed(&e))?;
    Ok(Opened { _stream: stream, tapped, rate: supported.sample_rate() })
}

fn start(
    device: &cpal::Device,
    supported: &SupportedStreamConfig,
    config: StreamConfig,
) -> Result<(cpal::Stream, Tapped), cpal::Error> {
    match supported.sample_format() {
        SampleFormat::I8 => tapped::<i8>(device, config),
        SampleFormat::I16 => tapped::<i16>(device, config),
        SampleFormat::I24 => tapped::<cpal::I24>(device, config),
        SampleFormat::I32 => tapped::<i32>(device, config),
        SampleFormat::I64 => tapped::<i64>(device, config),
        SampleFormat::U8 => tapped::<u8>(device, config),
        SampleFormat::U16 => tapped::<u16>(device, config),
        SampleFormat::U24 => tapped::<cpal::U24>(device, config),
        SampleFormat::U32 => tapped::<u32>(device, config),
        SampleFormat::U64 => tapped::<u64>(device, config),
        SampleFormat::F32 => tapped::<f32>(device, config),
        SampleFormat::F64 => tapped::<f64>(device, config),
        other => Err(cpal::Error::with_message(ErrorKind::UnsupportedConfig, other.to_string())),
    }
}

fn tapped<S: Sample + cpal::SizedSample + 'static>(
    device: &cpal::Device,
    config: StreamConfig,
) -> Result<(cpal::Stream, Tapped), cpal::Error> {
    let (mut tap, tapped) = tap::tap(config.sample_rate, config.channels);
    let alarm = tap.alarm();
    let stream = device.build_input_stream(
        config,
        move |block: &[S], _: &_| tap.take(block),
        move |error| {
            if is_fatal(error.kind()) {
                alarm.raise();
            }
        },
        Some(OPENING),
    )?;
    Ok((stream, tapped))
}

/// Whether nothing more will come from a stream that told of this.
fn is_fatal(kind: ErrorKind) -> bool {
    !matches!(kind, ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied | ErrorKind::Xrun)
}

impl Sample for cpal::I24 {
    fn to_f32(self) -> f32 {
        self.inner() as f32 / 8_388_608.0
    }
}

impl Sample for cpal::U24 {
    fn to_f32(self) -> f32 {
        (self.inner() - 8_388_608) as f32 / 8_388_608.0
    }
}

fn failure(name: &str, error: &cpal::Error) -> CaptureError {
    let name = name.to_owned();
    match error.kind() {
        ErrorKind::PermissionDenied => CaptureError::Forbidden { name },
        ErrorKind::DeviceBusy => CaptureError::Busy { name },
        ErrorKind::DeviceNotAvailable => CaptureError::Gone { name },
        ErrorKind::UnsupportedConfig => CaptureError::Form { name, form: error.to_string() },
        _ => CaptureError::Failed { name, why: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_of_one_name_are_told_apart() {
        let device = |id: &str| Device { id: DeviceId(id.into()), name: "USB".into(), default: false };
        let mut devices = [device("a"), device("b"), device("c")];
        number_twins(&mut devices);
        assert_eq!(devices.map(|d| d.name), ["USB", "USB (2)", "USB (3)"].map(str::to_owned));
    }

    #[test]
    fn a_24_bit_sample_fills_the_scale() {
        assert_eq!(cpal::I24::new(-8_388_608).map(Sample::to_f32), Some(-1.0));
        assert_eq!(cpal::U24::new(8_388_608).map(Sample::to_f32), Some(0.0));
    }
}
