//! Tells kinds of files apart by their first bytes.

use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No byte at all.
    Empty,
    /// RIFF/WAVE.
    Wav,
    /// Something a person can read.
    Text,
    /// Anything else: for the decoders to find out.
    Other,
}

/// Enough for a first paragraph.
const LOOK_AT: u64 = 4096;

/// Looks at the start of a file and leaves it there.
pub fn kind(file: &mut (impl Read + Seek)) -> io::Result<Kind> {
    let mut head = Vec::with_capacity(LOOK_AT as usize);
    file.by_ref().take(LOOK_AT).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(kind_of(&head))
}

fn kind_of(head: &[u8]) -> Kind {
    match head {
        [] => Kind::Empty,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Kind::Wav,
        _ if is_text(head) => Kind::Text,
        _ => Kind::Other,
    }
}

fn is_text(head: &[u8]) -> bool {
    // The look may have ended inside a character.
    let valid = match std::str::from_utf8(head) {
        Ok(_) => head.len(),
        Err(e) if head.len() - e.valid_up_to() < 4 => e.valid_up_to(),
        Err(_) => return false,
    };
    let magic = [&b"ID3"[..], b"fLaC", b"OggS"].iter().any(|m| head.starts_with(m));
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c);
    !magic && valid > 0 && !head[..valid].iter().any(control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_content() {
        assert_eq!(kind_of(b""), Kind::Empty);
        assert_eq!(kind_of(b"RIFF\x10\0\0\0WAVEfmt "), Kind::Wav);
        assert_eq!(kind_of("I told her at once. Zoë said no.\n".as_bytes()), Kind::Text);
        assert_eq!(kind_of(b"OggS"), Kind::Other);
        assert_eq!(kind_of(b"\xff\xfb\x90\x44\0\0"), Kind::Other);
        assert_eq!(kind_of(b"RIFF"), Kind::Text);
    }
}
