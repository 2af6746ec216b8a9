//! The lists of devices and of voices.

use std::fmt::Write;

use serde::Serialize;

use crate::cli::devices::Format;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::io::capture::Device;
use crate::runtime::sound;

#[derive(Serialize)]
struct DevicesJson<'a> {
    microphones: Vec<DeviceJson<'a>>,
    loudspeaker: Option<&'a str>,
}

#[derive(Serialize)]
struct DeviceJson<'a> {
    name: &'a str,
    id: &'a str,
    default: bool,
}

/// Prints microphones and loudspeaker. Fails where there is no microphone, after the rest was printed.
pub(super) fn devices(format: Format) -> Result<(), Failure> {
    let microphones = sound::microphones();
    let loudspeaker = sound::loudspeaker();
    let found = microphones.as_deref().unwrap_or_default();
    let text = match format {
        Format::Text => table(found, loudspeaker.as_deref().ok()),
        Format::Json => {
            let list = found.iter().map(|d| DeviceJson { name: &d.name, id: &d.id.0, default: d.default });
            let all = DevicesJson { microphones: list.collect(), loudspeaker: loudspeaker.as_deref().ok() };
            serde_json::to_string_pretty(&all).map_err(|e| Failure::of(&e))? + "\n"
        }
    };
    output::print(text.as_bytes())?;
    if let Err(error) = &loudspeaker {
        anstream::eprintln!("pushback: {error}");
    }
    microphones.map(drop).map_err(|e| Failure::of(&e))
}

fn table(microphones: &[Device], loudspeaker: Option<&str>) -> String {
    let mut text = String::new();
    for device in microphones {
        let default = if device.default { "  (default)" } else { "" };
        writeln!(text, "Microphone   {}{default}", device.name).ok();
    }
    if let Some(name) = loudspeaker {
        writeln!(text, "Loudspeaker  {name}").ok();
    }
    text
}

/// Prints the voices, by language.
pub(super) fn voices() -> Result<(), Failure> {
    // Some systems have thousands, and a program between that reads each of them.
    anstream::eprintln!("pushback: asking the system for its voices; this may take up to half a minute");
    let mut voices = sound::voices().map_err(|e| Failure::of(&e))?;
    voices.sort_by(|a, b| (&a.language, &a.name).cmp(&(&b.language, &b.name)));
    let widest = voices.iter().map(|voice| voice.language.chars().count()).max().unwrap_or(0);
    let lines = voices.iter().map(|voice| format!("{:widest$}  {}\n", voice.language, voice.name));
    output::print(lines.collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::capture::DeviceId;

    #[test]
    fn devices_are_called_as_a_person_calls_them() {
        let usb = Device { id: DeviceId("alsa:usb".into()), name: "USB headset".into(), default: true };
        assert_eq!(
            table(&[usb], Some("Built-in")),
            "Microphone   USB headset  (default)\nLoudspeaker  Built-in\n"
        );
    }
}
