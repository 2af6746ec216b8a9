//! English inflection by rule: from base forms to all forms of a verb, and from plurals to singulars.

use crate::core::text::language::SymMap;
use crate::core::text::language::Verb;
use crate::core::text::sym::Sym;

/// All forms of the verbs in a list: lines of "base past participle", and lines of regular bases after a colon.
pub fn table(list: &str) -> SymMap<Verb> {
    let mut forms = SymMap::default();
    for line in list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(bases) = line.strip_prefix(':') {
            for base in bases.split_whitespace() {
                let past = regular_past(base);
                add(&mut forms, base, &past, &past);
            }
        } else {
            let mut parts = line.split_whitespace();
            let base = parts.next().unwrap_or_default();
            let past = parts.next().map_or_else(|| regular_past(base), str::to_owned);
            let participle = parts.next().map_or_else(|| past.clone(), str::to_owned);
            add(&mut forms, base, &past, &participle);
            // burned beside burnt, learned beside learnt
            if past.ends_with('t') && past != base {
                let regular = regular_past(base);
                add_form(&mut forms, &regular, base, |v| (v.past, v.participle) = (true, true));
            }
        }
    }
    forms
}

fn add(forms: &mut SymMap<Verb>, base: &str, past: &str, participle: &str) {
    add_form(forms, base, base, |v| v.base = true);
    add_form(forms, past, base, |v| v.past = true);
    add_form(forms, participle, base, |v| v.participle = true);
    add_form(forms, &third_person(base), base, |v| v.third = true);
    add_form(forms, &gerund(base), base, |v| v.gerund = true);
}

/// The first verb that claims a spelling keeps it ("found" is find's past, not the base of founding a company).
fn add_form(forms: &mut SymMap<Verb>, form: &str, base: &str, set: impl Fn(&mut Verb)) {
    let lemma = Sym::of(base);
    let entry = forms.entry(Sym::of(form)).or_insert(Verb {
        lemma,
        past: false,
        participle: false,
        gerund: false,
        base: false,
        third: false,
    });
    if entry.lemma == lemma {
        set(entry);
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether the last consonant doubles before -ed and -ing: stop, plan, refer; not open, visit, fix.
fn doubles(base: &str) -> bool {
    const STRESSED_END: &[&str] = &[
        "admit", "commit", "permit", "submit", "omit", "refer", "prefer", "defer", "transfer", "occur",
        "regret", "control", "forget", "begin", "upset", "reset", "equip", "format", "recap", "overlap",
        "unplug", "outrun", "patrol", "compel", "expel", "propel", "rebel", "incur", "deter", "confer",
        "infer", "resit", "input",
    ];
    const BRITISH_L: &[&str] =
        &["travel", "cancel", "label", "level", "model", "fuel", "signal", "total", "channel"];
    let chars: Vec<char> = base.chars().collect();
    let [.., a, b, c] = chars[..] else { return false };
    let shape = !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y' | 'h');
    let syllables = chars.windows(2).filter(|w| is_vowel(w[1]) && !is_vowel(w[0])).count()
        + usize::from(chars.first().is_some_and(|c| is_vowel(*c)));
    let quiet = base.starts_with("qu") && base.len() == 4; // quit, quiz
    (shape && syllables == 1) || quiet || STRESSED_END.contains(&base) || BRITISH_L.contains(&base)
}

fn stem_before_vowel(base: &str) -> String {
    let last = base.chars().last().unwrap_or_default();
    if doubles(base) { format!("{base}{last}") } else { base.to_owned() }
}

fn consonant_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    stem.chars().last().filter(|c| !is_vowel(*c)).map(|_| stem)
}

fn regular_past(base: &str) -> String {
    match (base.ends_with('e'), consonant_y(base)) {
        (true, _) => format!("{base}d"),
        (_, Some(stem)) => format!("{stem}ied"),
        _ => format!("{}ed", stem_before_vowel(base)),
    }
}

fn third_person(base: &str) -> String {
    match base {
        "be" => return "is".into(),
        "have" => return "has".into(),
        _ => {}
    }
    if let Some(stem) = consonant_y(base) {
        return format!("{stem}ies");
    }
    let hisses =
        ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end)) || matches!(base, "go" | "do");
    if hisses { format!("{base}es") } else { format!("{base}s") }
}

fn gerund(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    let keeps_e = base.ends_with("ee") || base.ends_with("oe") || base.ends_with("ye") || base == "be";
    match base.strip_suffix('e') {
        Some(stem) if !keeps_e => format!("{stem}ing"),
        _ => format!("{}ing", stem_before_vowel(base)),
    }
}

/// Whether an unknown word is an adverb by its ending: accidentally, carelessly; not family, reply, friendly.
pub fn is_manner(lower: &str) -> bool {
    const NO_ADVERBS: &[&str] = &[
        "family",
        "assembly",
        "anomaly",
        "monopoly",
        "butterfly",
        "italy",
        "july",
        "emily",
        "sally",
        "kelly",
        "polly",
        "molly",
        "billy",
        "holly",
        "lily",
        "beverly",
        "kimberly",
        "shelly",
        "carly",
        "friendly",
        "lonely",
        "lovely",
        "silly",
        "ugly",
        "elderly",
        "likely",
        "unlikely",
        "costly",
        "deadly",
        "jelly",
        "belly",
        "trolley",
        "melancholy",
        "homely",
        "lively",
        "bodily",
        "smelly",
        "wobbly",
        "doily",
        "poly",
        "paly",
    ];
    lower.len() >= 5 && lower.ends_with("ly") && !NO_ADVERBS.contains(&lower)
}

/// Whether an unknown word may be the past of a verb that the table lacks: "frobbed", not "need" or "hundred".
pub fn may_be_past(lower: &str) -> bool {
    const NO_PASTS: &[&str] = &[
        "indeed", "ashamed", "sacred", "naked", "wicked", "rugged", "ragged", "crooked", "jagged", "hatred",
    ];
    lower.len() >= 5 && lower.ends_with("ed") && !lower.ends_with("eed") && !NO_PASTS.contains(&lower)
}

/// The singular of a plural noun, or the word itself.
pub fn singular(lower: &str) -> &str {
    const NO_PLURALS: &[&str] = &[
        "christmas",
        "chaos",
        "politics",
        "logistics",
        "devops",
        "customs",
        "goods",
        "scissors",
        "trousers",
        "goggles",
        "pliers",
        "series",
        "species",
        "gas",
        "bias",
        "canvas",
        "perhaps",
        "besides",
        "thanks",
    ];
    if lower.len() < 4 || !lower.ends_with('s') {
        return lower;
    }
    if ["ss", "us", "is"].iter().any(|end| lower.ends_with(end)) || NO_PLURALS.contains(&lower) {
        return lower;
    }
    for end in ["ches", "shes", "sses", "xes"] {
        if lower.ends_with(end) {
            return &lower[..lower.len() - 2];
        }
    }
    lower.strip_suffix('s').unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, expected: &str) {
        let made = format!("{} {} {}", regular_past(base), third_person(base), gerund(base));
        assert_eq!(made, expected);
    }

    #[test]
    fn regular_verbs_follow_the_spelling_rules() {
        check("stop", "stopped stops stopping");
        check("carry", "carried carries carrying");
        check("agree", "agreed agrees agreeing");
        check("visit", "visited visits visiting");
        check("refer", "referred refers referring");
        check("fix", "fixed fixes fixing");
        check("tie", "tied ties tying");
        check("push", "pushed pushes pushing");
        check("open", "opened opens opening");
    }

    #[test]
    fn endings_tell_adverbs_and_pasts_that_no_table_knows() {
        assert!(is_manner("carelessly") && is_manner("hastily"));
        assert!(!is_manner("family") && !is_manner("fly"));
        assert!(may_be_past("frobbed") && !may_be_past("hundreed") && !may_be_past("ashamed"));
        assert_eq!((singular("christmas"), singular("pallets")), ("christmas", "pallet"));
    }

    #[test]
    fn irregular_forms_lead_back_to_their_base() {
        let table = table("tell told told\nfind found found\n: found call");
        assert_eq!(table.get(&Sym::of("told")).map(|v| (v.lemma, v.past)), Some((Sym::of("tell"), true)));
        assert_eq!(table.get(&Sym::of("found")).map(|v| v.lemma), Some(Sym::of("find")));
        assert!(table.get(&Sym::of("calling")).is_some_and(|v| v.gerund));
    }
}
