//! Lines of a terminal: words wrapped to a width, in styles that a caller may strip.

use std::fmt::Write;

use anstyle::Style;

/// Words in one style.
#[derive(Debug, Clone)]
pub(in crate::io::report) struct Styled<'a> {
    pub(in crate::io::report) text: &'a str,
    pub(in crate::io::report) style: Style,
}

/// A page that grows downwards.
#[derive(Debug)]
pub(in crate::io::report) struct Page {
    out: String,
    width: usize,
    colours: bool,
}

impl Page {
    pub(in crate::io::report) fn new(width: usize, colours: bool) -> Self {
        Self { out: String::new(), width, colours }
    }

    pub(in crate::io::report) fn finish(self) -> String {
        self.out
    }

    pub(in crate::io::report) fn width(&self) -> usize {
        self.width
    }

    pub(in crate::io::report) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// Words after `first` on their first line and under it, indented alike, on the others.
    pub(in crate::io::report) fn para(&mut self, first: &[Styled<'_>], words: &[Styled<'_>]) {
        let indent: usize = first.iter().map(|s| s.text.chars().count()).sum();
        let mut lines = wrap(words, self.width.saturating_sub(indent)).into_iter();
        for styled in first {
            self.put(styled.text, styled.style);
        }
        self.line(&lines.next().unwrap_or_default());
        for line in lines {
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.line(&line);
        }
    }

    /// Words behind an indent.
    pub(in crate::io::report) fn indented(&mut self, indent: usize, words: &str, style: Style) {
        let first = " ".repeat(indent);
        self.para(&[plain(&first)], &[Styled { text: words, style }]);
    }

    fn line(&mut self, runs: &[(String, Style)]) {
        for (text, style) in runs {
            self.put(text, *style);
        }
        // A line of nothing but its indent would end in spaces.
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    fn put(&mut self, text: &str, style: Style) {
        let clean: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if self.colours && style != Style::new() {
            // Writing into a string cannot fail.
            write!(self.out, "{style}{clean}{style:#}").ok();
        } else {
            self.out.push_str(&clean);
        }
    }
}

/// Words without a style.
pub(in crate::io::report) fn plain(text: &str) -> Styled<'_> {
    Styled { text, style: Style::new() }
}

type Run = (String, Style);

/// Breaks at white space only; a word longer than the width has a line to itself.
fn wrap(words: &[Styled<'_>], width: usize) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = Vec::new();
    let mut used = 0;
    for word in split(words) {
        let len: usize = word.iter().map(|(text, _)| text.chars().count()).sum();
        match lines.last_mut() {
            Some(line) if used + 1 + len <= width => {
                join(line, word);
                used += 1 + len;
            }
            _ => {
                lines.push(word);
                used = len;
            }
        }
    }
    lines
}

/// Adds a word to a line. The space between takes their style where both have the same, so that a line under words
/// is not broken.
fn join(line: &mut Vec<Run>, word: Vec<Run>) {
    let same = line.last().map(|r| r.1) == word.first().map(|r| r.1);
    match line.last_mut() {
        Some(last) if same => last.0.push(' '),
        _ => line.push((" ".to_owned(), Style::new())),
    }
    for (text, style) in word {
        match line.last_mut() {
            Some(last) if last.1 == style => last.0.push_str(&text),
            _ => line.push((text, style)),
        }
    }
}

/// Words, each of one or more styles.
fn split(styled: &[Styled<'_>]) -> Vec<Vec<Run>> {
    let mut words: Vec<Vec<Run>> = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    for Styled { text, style } in styled {
        let mut rest = *text;
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if end > 0 {
                open.push((rest[..end].to_owned(), *style));
            }
            rest = &rest[end..];
            if !rest.is_empty() {
                words.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
                rest = rest.trim_start();
            }
        }
    }
    words.extend((!open.is_empty()).then_some(open));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_under_each_other() {
        let mut page = Page::new(16, false);
        page.para(&[plain("0:01  ")], &[plain("I told  her\nat once.")]);
        assert_eq!(page.finish(), "0:01  I told her\n      at once.\n");
    }

    #[test]
    fn a_style_may_change_inside_a_word() {
        let mut page = Page::new(40, true);
        let bold = Style::new().bold();
        page.para(&[], &[plain("I "), Styled { text: "told her", style: bold }, plain(", then")]);
        assert_eq!(page.finish(), format!("I {bold}told her{bold:#}, then\n"));
    }

    #[test]
    fn what_steers_a_terminal_is_not_passed_on() {
        let mut page = Page::new(40, false);
        page.indented(2, "a\u{1b}[2Jb", Style::new());
        assert_eq!(page.finish(), "  a\u{fffd}[2Jb\n");
    }
}
