//! How a clause is joined to the one before it: what a story may turn at.
//!
//! Where a transcript has sentences, no mark between two clauses means that they belong together. Where it has none, no
//! mark means nothing, and the word that joins them tells more. So the two kinds of transcript share no joints.

use crate::core::text::reading::Break;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Reading;
use crate::core::text::sym::Sym;

/// What stands between two clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// The end of a sentence.
    Stop,
    /// A comma, and the clause hangs on the one before: because, which, to.
    CommaUnder,
    /// A comma, and the clause stands for itself.
    CommaBeside,
    /// No mark, and the clause hangs on the one before.
    Under,
    /// No mark, and the clause stands for itself.
    Beside,
    /// In a transcript without sentences: the clause hangs on the one before.
    OpenUnder,
    /// In a transcript without sentences: and, so, then.
    OpenAnd,
    /// In a transcript without sentences: but, or.
    OpenBut,
    /// In a transcript without sentences: no word joins them.
    OpenFresh,
}

impl Joint {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Stop,
        Self::CommaUnder,
        Self::CommaBeside,
        Self::Under,
        Self::Beside,
        Self::OpenUnder,
        Self::OpenAnd,
        Self::OpenBut,
        Self::OpenFresh,
    ];

    /// As the weight table spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::CommaUnder => "comma-under",
            Self::CommaBeside => "comma-beside",
            Self::Under => "under",
            Self::Beside => "beside",
            Self::OpenUnder => "open-under",
            Self::OpenAnd => "open-and",
            Self::OpenBut => "open-but",
            Self::OpenFresh => "open-fresh",
        }
    }

    /// As a word of a fact.
    pub fn sym(self) -> Sym {
        Sym::of(self.name())
    }

    fn of(clause: &Clause, gap: Break, punctuated: bool) -> Self {
        let beside = matches!(clause.link, Link::Fresh | Link::And | Link::But | Link::Or);
        match (punctuated, gap, clause.link) {
            (true, Break::Strong, _) => Self::Stop,
            (true, Break::Weak, _) if beside => Self::CommaBeside,
            (true, Break::Weak, _) => Self::CommaUnder,
            (true, Break::None, _) if beside => Self::Beside,
            (true, Break::None, _) => Self::Under,
            (false, _, Link::And) => Self::OpenAnd,
            (false, _, Link::But | Link::Or) => Self::OpenBut,
            (false, _, Link::Fresh) => Self::OpenFresh,
            (false, ..) => Self::OpenUnder,
        }
    }
}

/// Whether a transcript has sentences: more than one of its tokens follows a stop.
pub fn is_punctuated(reading: &Reading) -> bool {
    reading.tokens.iter().filter(|t| t.gap == Break::Strong).nth(1).is_some()
}

/// The joint before each clause.
pub fn joints(reading: &Reading) -> Vec<Joint> {
    let punctuated = is_punctuated(reading);
    let of = |clause: &Clause| Joint::of(clause, reading.tokens[clause.start].gap, punctuated);
    reading.clauses.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::text;
    use crate::core::transcript::Transcript;

    fn read(said: &str) -> Vec<Joint> {
        joints(&text::read(&Transcript::from_text(said)))
    }

    #[test]
    fn sentences_tell_what_no_mark_means() {
        let marked =
            read("I broke it because I hurried. I told her, and she called them. We fixed it. It held.");
        assert_eq!(marked[1..4], [Joint::Under, Joint::Stop, Joint::CommaBeside]);
        let open = read("i broke it because i hurried i told her and she called them but it held");
        assert_eq!(open[1..], [Joint::OpenUnder, Joint::OpenFresh, Joint::OpenAnd, Joint::OpenBut]);
    }

    #[test]
    fn the_numbers_follow_the_order() {
        for (at, joint) in Joint::ALL.into_iter().enumerate() {
            assert_eq!(joint as usize, at);
        }
    }
}
