//! Reads quotations and sentences out of a debrief and its reports.

use pushback::core::debrief::packet::Debrief;
use pushback::core::debrief::packet::Said;
use pushback::core::debrief::packet::Sentence;

/// Every sentence.
pub(crate) fn sentences(debrief: &Debrief) -> Vec<&Sentence> {
    let patterns = &debrief.patterns;
    let mut all: Vec<&Sentence> = debrief.reasons.iter().collect();
    for group in [&patterns.acts, &patterns.stories, &patterns.telling, &patterns.numbers, &patterns.time] {
        all.extend(group);
    }
    all.extend(debrief.practise.iter().map(|next| &next.why));
    all.extend(debrief.write_ups.iter().flat_map(|write_up| &write_up.sentences));
    all.extend(debrief.before.iter().flat_map(|before| &before.sentences));
    all
}

/// Every quotation.
pub(crate) fn quotes(debrief: &Debrief) -> Vec<&Said> {
    let judged = debrief.questions.iter().filter_map(|question| question.judged.as_ref());
    let cells = judged.clone().flat_map(|judged| &judged.cells).filter_map(|cell| cell.quote.as_ref());
    let faults = judged.flat_map(|judged| &judged.faults).filter_map(|fault| fault.quote.as_ref());
    sentences(debrief).into_iter().flat_map(|sentence| &sentence.quotes).chain(cells).chain(faults).collect()
}

/// On one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every stretch between the marks.
pub(crate) fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).map(one_line).collect()
}

/// What Markdown shows.
pub(crate) fn plain_markdown(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '*' | '`' => {}
            c => out.push(c),
        }
    }
    one_line(&out)
}

/// What a page shows, without its style.
pub(crate) fn plain_html(page: &str) -> String {
    let body = page.split("<body").nth(1).unwrap_or_default();
    let body = body.replace("<q>", "“").replace("</q>", "”");
    let mut out = String::new();
    for piece in body.split('<') {
        out.push_str(piece.split_once('>').map_or("", |(_, text)| text));
        out.push(' ');
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    one_line(&out)
}
