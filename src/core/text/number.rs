//! Figures and number words: "$40k", "9:40", "four hundred and twelve", "a dozen".

use crate::core::text::language::Language;
use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

/// Lemma of an amount of money.
pub const MONEY: Sym = Sym::of("@money");
/// Lemma of a share in percent.
pub const PERCENT: Sym = Sym::of("@percent");
/// Lemma of a time of day.
pub const CLOCK: Sym = Sym::of("@clock");
/// Lemma of a plain figure.
pub const FIGURE: Sym = Sym::of("@figure");
/// Lemma of a year.
pub const YEAR: Sym = Sym::of("@year");

const SCALES: &[(Sym, f64)] = &[
    (Sym::of("hundred"), 100.0),
    (Sym::of("hundreds"), 100.0),
    (Sym::of("thousand"), 1e3),
    (Sym::of("thousands"), 1e3),
    (Sym::of("grand"), 1e3),
    (Sym::of("million"), 1e6),
    (Sym::of("millions"), 1e6),
    (Sym::of("billion"), 1e9),
    (Sym::of("dozen"), 12.0),
    (Sym::of("dozens"), 12.0),
    (Sym::of("half"), 0.5),
];

/// The value and lemma of a word that holds a digit; `None` for other words and for names such as "p1" or "v2".
pub fn figure(raw: &str) -> Option<(Option<f64>, Sym)> {
    let money = raw.starts_with(['$', '£', '€']);
    let bare = raw.trim_start_matches(['$', '£', '€', '+']);
    if !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if bare.contains(':') {
        return Some((None, CLOCK));
    }
    let digits_end = bare.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(bare.len());
    let value: f64 = bare[..digits_end].replace(',', "").trim_end_matches('.').parse().ok()?;
    let unit = bare[digits_end..].to_lowercase();
    let (scale, lemma) = match unit.as_str() {
        "%" => (1.0, PERCENT),
        "k" => (1e3, FIGURE),
        "m" if money => (1e6, FIGURE),
        "am" | "pm" | "a.m" | "p.m" => return Some((None, CLOCK)),
        _ => (1.0, FIGURE),
    };
    let year = unit.is_empty() && !money && digits_end == 4 && (1950.0..2050.0).contains(&value);
    let lemma = if money { MONEY } else { lemma };
    Some((Some(value * scale), if year { YEAR } else { lemma }))
}

/// The value of a number word. "one" is none: it is a pronoun far more often.
pub fn word(form: Sym, language: &Language) -> Option<f64> {
    const ONE: Sym = Sym::of("one");
    if form == ONE {
        return None;
    }
    language.small_number(form).or_else(|| scale(form))
}

fn scale(form: Sym) -> Option<f64> {
    SCALES.iter().find(|(s, _)| *s == form).map(|(_, v)| *v)
}

/// Gives the first token of a run such as "four hundred and twelve" the value of the whole run; the others keep the
/// tag and lose the value.
pub fn join(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].tag != Tag::Number || tokens[at].number.is_none() {
            at += 1;
            continue;
        }
        let end = run_end(tokens, at);
        if end > at + 1 {
            let value = value_of(&tokens[at..end]);
            for token in &mut tokens[at + 1..end] {
                token.number = None;
                token.tag = Tag::Number;
            }
            tokens[at].number = Some(value);
        }
        at = end;
    }
}

fn run_end(tokens: &[Token], start: usize) -> usize {
    const AND: Sym = Sym::of("and");
    const A: Sym = Sym::of("a");
    let number = |at: usize| {
        tokens.get(at).is_some_and(|t| t.tag == Tag::Number && t.number.is_some() && t.gap == Break::None)
    };
    let mut at = start + 1;
    loop {
        if number(at) {
            at += 1;
        } else if tokens.get(at).is_some_and(|t| t.form == AND || t.form == A)
            && number(at + 1)
            && scale(tokens[at - 1].form).is_some()
            && tokens[at + 1].number.is_some_and(|v| v < 100.0)
        {
            at += 2;
        } else {
            return at;
        }
    }
}

fn value_of(run: &[Token]) -> f64 {
    let (mut total, mut part) = (0.0, 0.0);
    for token in run {
        let Some(value) = token.number else { continue };
        match scale(token.form) {
            Some(scale) if scale >= 1e3 => {
                total += f64::max(part, 1.0) * scale;
                part = 0.0;
            }
            Some(scale) if scale >= 1.0 => part = f64::max(part, 1.0) * scale,
            Some(_) => part += value,
            None => part += value,
        }
    }
    total + part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_their_unit_in_the_lemma() {
        assert_eq!(figure("$40k"), Some((Some(40_000.0), MONEY)));
        assert_eq!(figure("1,200"), Some((Some(1200.0), FIGURE)));
        assert_eq!(figure("12%"), Some((Some(12.0), PERCENT)));
        assert_eq!(figure("9:40"), Some((None, CLOCK)));
        assert_eq!(figure("2019"), Some((Some(2019.0), YEAR)));
        assert_eq!(figure("p1"), None);
    }
}
