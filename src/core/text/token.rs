//! From words to tokens: contractions are opened, numbers get values, fillers and repeats are set aside.

use crate::core::span::Span;
use crate::core::text::inflect;
use crate::core::text::language::Language;
use crate::core::text::number;
use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;
use crate::core::transcript::Transcript;
use crate::core::transcript::Word;

/// A pause of this many ms between two words hints at a clause end, twice as many at a sentence end.
const PAUSE_MS: usize = 450;

/// Words heard with less certainty than this are read as if they had not been said: they make no token, so that
/// nothing later can earn or cost by them.
const UNSURE: f32 = 0.35;

/// All tokens of a transcript, with tags from the tables alone; context comes later.
pub fn tokens(transcript: &Transcript, language: &Language) -> Vec<Token> {
    let mut made = Vec::with_capacity(transcript.words().len() * 9 / 8);
    let mut pending = Break::Strong;
    let mut before: Option<&Word> = None;
    let mut lower = String::new();
    for (index, word) in transcript.words().iter().enumerate() {
        pending = pending.max(pause_between(before, word));
        let raw = transcript.word_text(word);
        let cut = Trimmed::of(raw);
        let gap = pending.max(cut.before);
        pending = cut.after;
        before = Some(word);
        if cut.core.is_empty() || word.confidence < UNSURE {
            pending = pending.max(gap);
            continue;
        }
        lowercase_into(cut.core, &mut lower);
        let place = Place { word, index, offset_bytes: cut.offset, offset_chars: cut.offset_chars, gap };
        push_word(&mut made, &lower, cut.core, &place, language);
    }
    number::join(&mut made);
    made
}

fn pause_between(before: Option<&Word>, word: &Word) -> Break {
    match (before.and_then(|w| w.time), word.time) {
        (Some(a), Some(b)) => match b.start().saturating_sub(a.end()) {
            pause if pause >= 2 * PAUSE_MS => Break::Strong,
            pause if pause >= PAUSE_MS => Break::Weak,
            _ => Break::None,
        },
        _ => Break::None,
    }
}

/// A word without the punctuation stuck to it.
struct Trimmed<'a> {
    core: &'a str,
    offset: usize,
    offset_chars: usize,
    before: Break,
    after: Break,
}

impl<'a> Trimmed<'a> {
    fn of(raw: &'a str) -> Self {
        let stuck =
            |c: char| !(c.is_alphanumeric() || matches!(c, '$' | '%' | '£' | '€' | '\'' | '’' | '+' | '#'));
        let start = raw.trim_start_matches(stuck);
        let core = start.trim_end_matches(stuck);
        let offset = raw.len() - start.len();
        let tail = &start[core.len()..];
        let quote = |c| matches!(c, '\'' | '’');
        let unquoted = core.trim_start_matches(quote);
        let quote_offset = core.len() - unquoted.len();
        let core = unquoted.trim_end_matches(quote);
        let head = &raw[..offset + quote_offset];
        Self {
            core,
            offset: offset + quote_offset,
            offset_chars: head.chars().count(),
            before: if head.is_empty() { Break::None } else { Break::Weak },
            after: break_of(tail),
        }
    }
}

fn break_of(punctuation: &str) -> Break {
    let mark = |c| match c {
        '.' | '?' | '!' | '…' => Break::Strong,
        ',' | ';' | ':' | '-' | '–' | '—' | ')' => Break::Weak,
        _ => Break::None,
    };
    punctuation.chars().map(mark).max().unwrap_or(Break::None)
}

fn lowercase_into(core: &str, lower: &mut String) {
    lower.clear();
    if core.is_ascii() {
        lower.push_str(core);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(core.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
}

/// Where a token comes from.
struct Place<'a> {
    word: &'a Word,
    index: usize,
    offset_bytes: usize,
    offset_chars: usize,
    gap: Break,
}

fn push_word(made: &mut Vec<Token>, lower: &str, core: &str, place: &Place<'_>, language: &Language) {
    let capital = core.starts_with(char::is_uppercase) && place.gap != Break::Strong;
    let mut first = true;
    let mut push = |form: &str, raw: &str| {
        let mut token = token_of(form, raw, place, core, language);
        token.capital = capital && token.tag != Tag::Pronoun;
        let named = token.capital && token.tag == Tag::Word;
        if named && language.role(token.lemma).is_none() && !language.is_calendar(token.form) {
            token.tag = Tag::Name;
        }
        token.gap = if first { place.gap } else { Break::None };
        first = false;
        made.push(token);
    };
    if let Some(parts) = language.contraction(lower) {
        for part in parts {
            push(part, part);
        }
    } else if let Some((base, ending)) = lower.rsplit_once('\'') {
        push_apostrophe(base, ending, lower, &mut push);
    } else if let Some((number, rest)) = split_number(lower, language) {
        push(number, number);
        push(rest, rest);
    } else {
        push(lower, core);
    }
}

/// "thirty-eight" and "47-minute" are two tokens; other words keep their hyphens.
fn split_number<'a>(lower: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let (head, rest) = lower.split_once('-')?;
    let counts = language.small_number(Sym::of(head)).is_some() || head.bytes().all(|b| b.is_ascii_digit());
    (counts && !head.is_empty() && !rest.is_empty()).then_some((head, rest))
}

/// Opens `n't`, `'ve`, `'ll`, `'re`, `'m`; `'d` and `'s` are decided from what follows, later.
fn push_apostrophe(base: &str, ending: &str, lower: &str, push: &mut impl FnMut(&str, &str)) {
    let (base, ending) = match (base.strip_suffix('n'), ending) {
        (Some(stem), "t") => (stem, "not"),
        (_, "ve") => (base, "have"),
        (_, "ll") => (base, "will"),
        (_, "re") => (base, "are"),
        (_, "m") => (base, "am"),
        (_, "d") => (base, "'d"),
        (_, "s") => (base, "'s"),
        _ => {
            push(lower, lower);
            return;
        }
    };
    push_inner(base, push);
    push(ending, ending);
}

/// "couldn't've" has an apostrophe left.
fn push_inner(base: &str, push: &mut impl FnMut(&str, &str)) {
    match base.split_once("n't").or_else(|| base.split_once("n'")) {
        Some((stem, _)) => {
            push(stem, stem);
            push("not", "not");
        }
        None => push(base, base),
    }
}

fn token_of(form: &str, raw: &str, place: &Place<'_>, core: &str, language: &Language) -> Token {
    let sym = Sym::of(form);
    let word = place.word;
    let start = word.chars.start() + place.offset_chars;
    let bytes = (word.bytes.0 + place.offset_bytes, word.bytes.0 + place.offset_bytes + core.len());
    let mut token = Token {
        chars: Span::from_len(start, core.chars().count()),
        bytes,
        word: place.index,
        form: sym,
        lemma: sym,
        tag: Tag::Word,
        verb: None,
        number: None,
        capital: false,
        gap: place.gap,
        confidence: word.confidence,
        dropped: false,
    };
    classify(&mut token, form, raw, language);
    token
}

fn classify(token: &mut Token, form: &str, raw: &str, language: &Language) {
    if let Some((value, lemma)) = number::figure(raw) {
        token.number = value;
        token.lemma = lemma;
        token.tag = Tag::Number;
        return;
    }
    let verb = language.verb(token.form);
    if let Some(verb) = verb {
        token.lemma = verb.lemma;
        token.verb = Some(verb.bare_form());
        token.tag = Tag::Verb;
    }
    if let Some(tag) = language.tag(token.form) {
        token.tag = tag;
        if !matches!(tag, Tag::Auxiliary | Tag::Modal) {
            token.verb = None;
            token.lemma = token.form;
        }
    } else if let Some(value) = number::word(token.form, language) {
        token.number = Some(value);
        token.tag = Tag::Number;
        token.verb = None;
    } else if verb.is_none() {
        token.lemma = Sym::of(inflect::singular(form));
        let name = raw.starts_with(char::is_uppercase) && token.gap != Break::Strong;
        if inflect::is_manner(form) && !name {
            token.tag = Tag::Adverb;
        } else if inflect::may_be_past(form) {
            // settled from its neighbours
            token.verb = Some(VerbForm::Past);
        }
    }
    if matches!(form, "'d" | "'s" | "am" | "'re") {
        token.tag = Tag::Auxiliary;
    }
    token.dropped = token.tag == Tag::Filler;
}
