//! Text that comes in: a file or standard input, and what is wrong with it by name and place.

use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::IsTerminal;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::failure::Failure;

/// An open text and what to call it.
pub(crate) struct Input {
    reader: Box<dyn BufRead>,
    name: PathBuf,
    /// Bytes taken so far.
    read: usize,
    lines: usize,
}

/// One line and where it stands.
pub(crate) struct Line {
    pub(crate) text: String,
    /// Counts from 1.
    pub(crate) number: usize,
}

impl Input {
    /// `-` or nothing is standard input.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        if let Some(path) = path.filter(|p| *p != Path::new("-")) {
            let file = File::open(path).map_err(|e| Failure::file("cannot read", path, &e))?;
            return Ok(Self::new(Box::new(BufReader::new(file)), path));
        }
        if io::stdin().is_terminal() {
            anstream::eprintln!("pushback: reading the answer from the keyboard; end it with Ctrl-D");
        }
        Ok(Self::new(Box::new(BufReader::new(io::stdin())), Path::new("standard input")))
    }

    fn new(reader: Box<dyn BufRead>, name: &Path) -> Self {
        Self { reader, name: name.to_owned(), read: 0, lines: 0 }
    }

    /// What a person calls it.
    pub(crate) fn name(&self) -> String {
        self.name.display().to_string()
    }

    /// All of it.
    pub(crate) fn text(mut self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        self.reader.read_to_end(&mut bytes).map_err(|e| Failure::file("cannot read", &self.name, &e))?;
        self.decode(bytes)
    }

    /// The next line that holds anything, without its end; `None` at the end.
    pub(crate) fn line(&mut self) -> Result<Option<Line>, Failure> {
        loop {
            let mut bytes = Vec::new();
            let taken = self.reader.read_until(b'\n', &mut bytes);
            let taken = taken.map_err(|e| Failure::file("cannot read", &self.name, &e))?;
            if taken == 0 {
                return Ok(None);
            }
            self.lines += 1;
            let text = self.decode(bytes)?;
            self.read += taken;
            if !text.trim().is_empty() {
                return Ok(Some(Line { text, number: self.lines }));
            }
        }
    }

    /// Without the mark that some editors put before a text, which is no part of it.
    fn decode(&self, bytes: Vec<u8>) -> Result<String, Failure> {
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let at = self.read + error.utf8_error().valid_up_to();
            Failure::new(format!("not valid UTF-8: {}: byte {at}", self.name()))
                .next("save the text as UTF-8")
        })?;
        if self.read == 0 && text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(bytes: &'static [u8]) -> Input {
        Input::new(Box::new(bytes), Path::new("in.txt"))
    }

    #[test]
    fn empty_lines_are_counted_and_passed_over() {
        let mut input = input(b"\xef\xbb\xbfa\n\n  \nb");
        let mut seen = Vec::new();
        while let Some(line) = input.line().unwrap() {
            seen.push((line.number, line.text));
        }
        assert_eq!(seen, [(1, "a\n".to_owned()), (4, "b".to_owned())]);
    }

    #[test]
    fn a_wrong_byte_is_counted_from_the_start_of_the_file() {
        let mut input = input(b"abc\nde\xff\n");
        input.line().unwrap();
        let failure = input.line().err().unwrap().to_string();
        assert_eq!(failure, "not valid UTF-8: in.txt: byte 6; save the text as UTF-8");
    }
}
