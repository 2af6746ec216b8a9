//! Finds how many samples an MP4 file asks a player to skip at the start.
//!
//! AAC encoders put 1024 to 2112 samples of run-in before the sound and say so in an edit list, which the demuxer
//! does not apply. Unskipped, every word would come up to 64 ms late.

use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;

/// Bytes of an edit list that are looked at: its first entries.
const LOOK_AT: usize = 64;

/// Nesting of the boxes on the way to an edit list: moov, trak, edts, elst.
const PATH: [[u8; 4]; 4] = [*b"moov", *b"trak", *b"edts", *b"elst"];

/// Run-in of the first track that has an edit list, in units of the track's time scale, which is its sample rate in
/// sound files. 0 when there is none, or when the file is no MP4.
pub fn run_in(file: &mut (impl Read + Seek)) -> io::Result<u64> {
    let end = file.seek(SeekFrom::End(0))?;
    let (mut from, mut to) = (0, end);
    for name in PATH {
        match find(file, name, from, to)? {
            Some((a, b)) => (from, to) = (a, b),
            None => return Ok(0),
        }
    }
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::with_capacity(LOOK_AT);
    file.by_ref().take((to - from).min(LOOK_AT as u64)).read_to_end(&mut bytes)?;
    Ok(first_media_time(&bytes).unwrap_or(0))
}

/// Content of the first box of that name between two offsets.
fn find(file: &mut (impl Read + Seek), name: [u8; 4], from: u64, to: u64) -> io::Result<Option<(u64, u64)>> {
    let mut at = from;
    while at + 8 <= to {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let [l0, l1, l2, l3, a, b, c, d] = head;
        let (len, header) = match u32::from_be_bytes([l0, l1, l2, l3]) {
            0 => (to - at, 8),
            1 => {
                let mut long = [0; 8];
                file.read_exact(&mut long)?;
                (u64::from_be_bytes(long), 16)
            }
            short => (u64::from(short), 8),
        };
        let fits = len >= header && len <= to - at;
        if !fits {
            return Ok(None);
        }
        if [a, b, c, d] == name {
            return Ok(Some((at + header, at + len)));
        }
        at += len;
    }
    Ok(None)
}

/// The media time of the first entry that is not an empty edit.
fn first_media_time(elst: &[u8]) -> Option<u64> {
    let long = *elst.first()? == 1;
    let count = u32::from_be_bytes(elst.get(4..8)?.try_into().ok()?);
    let (entry, at, width) = if long { (20, 8, 8) } else { (12, 4, 4) };
    (0..count as usize).map_while(|i| elst.get(8 + i * entry + at..8 + i * entry + at + width)).find_map(
        |bytes| {
            let time = match bytes {
                [a, b, c, d] => i64::from(i32::from_be_bytes([*a, *b, *c, *d])),
                _ => i64::from_be_bytes(bytes.try_into().ok()?),
            };
            u64::try_from(time).ok()
        },
    )
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn boxed(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        let mut bytes = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
        bytes.extend_from_slice(&name);
        bytes.extend_from_slice(content);
        bytes
    }

    #[test]
    fn the_run_in_is_read_from_the_edit_list() {
        let elst = [
            &[0, 0, 0, 0, 0, 0, 0, 2][..],
            &[0, 0, 0, 9, 255, 255, 255, 255, 0, 1, 0, 0],
            &[0, 0, 9, 9, 0, 0, 8, 64, 0, 1, 0, 0],
        ]
        .concat();
        let edts = boxed(*b"edts", &boxed(*b"elst", &elst));
        let trak = boxed(*b"trak", &[boxed(*b"tkhd", &[0; 20]), edts].concat());
        let file = [boxed(*b"ftyp", b"M4A "), boxed(*b"moov", &trak)].concat();
        assert_eq!(run_in(&mut Cursor::new(file)).unwrap(), 2112);
    }

    #[test]
    fn files_that_are_no_mp4_have_none() {
        for bytes in [&b""[..], b"RIFF\x10\0\0\0WAVEfmt ", b"\0\0\0\x01moov", b"\0\0\0\x04moov\0\0\0\0"] {
            assert_eq!(run_in(&mut Cursor::new(bytes.to_vec())).unwrap_or(0), 0);
        }
    }
}
