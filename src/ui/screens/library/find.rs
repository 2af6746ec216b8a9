//! What of the shelf is shown, and in which order. Found anew only when the shelf or the wish changed.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::runtime::studio::library::Entry;
use crate::runtime::studio::library::Shelf;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wish {
    /// Words, all of which have to be there.
    pub(super) search: String,
    /// Id of a question; any if left out.
    pub(super) question: Option<String>,
    pub(super) order: Order,
}

/// Which comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    Newest,
    Oldest,
    Best,
    Worst,
}

impl Order {
    /// All of them, as they are offered.
    pub(super) const ALL: [Self; 4] = [Self::Newest, Self::Oldest, Self::Best, Self::Worst];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Newest => "Newest first",
            Self::Oldest => "Oldest first",
            Self::Best => "Best first",
            Self::Worst => "Worst first",
        }
    }
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    shelf: Option<Arc<Shelf>>,
    wish: Wish,
    /// In the order they are shown.
    pub(super) entries: Vec<Arc<Entry>>,
    /// Ids and names of the questions that were ever asked.
    pub(super) questions: Vec<(String, String)>,
}

impl Found {
    /// Finds, where that is not done yet. Whether anything was.
    pub(super) fn renew(&mut self, shelf: &Arc<Shelf>, wish: &Wish) -> bool {
        let same_shelf = self.shelf.as_ref().is_some_and(|before| Arc::ptr_eq(before, shelf));
        if same_shelf && self.wish == *wish {
            return false;
        }
        if !same_shelf {
            self.questions = questions(&shelf.entries);
        }
        self.entries = find(&shelf.entries, wish);
        (self.shelf, self.wish) = (Some(Arc::clone(shelf)), wish.clone());
        true
    }

    /// Everything there is.
    pub(super) fn shelf(&self) -> Option<&Shelf> {
        self.shelf.as_deref()
    }

    /// Where a session stands.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }
}

/// The score that a session is sorted by: that of its last judged answer.
pub(super) fn score(entry: &Entry) -> Option<u8> {
    entry.answers.iter().rev().find_map(|answer| Some(answer.score.as_ref()?.score))
}

fn questions(entries: &[Arc<Entry>]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for answer in entries.iter().flat_map(|entry| &entry.answers) {
        if found.iter().all(|(id, _)| *id != answer.question) {
            found.push((answer.question.clone(), answer.title.clone()));
        }
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// `entries` come the newest first. Where scores are equal, the newer one does; what has none comes last.
fn find(entries: &[Arc<Entry>], wish: &Wish) -> Vec<Arc<Entry>> {
    let words: Vec<String> = wish.search.split_whitespace().map(str::to_lowercase).collect();
    let asked = |entry: &Entry| {
        let question = wish.question.as_ref();
        question.is_none_or(|id| entry.answers.iter().any(|answer| answer.question == *id))
    };
    let fits = |entry: &&Arc<Entry>| asked(entry) && matches(entry, &words);
    let mut found: Vec<Arc<Entry>> = entries.iter().filter(fits).cloned().collect();
    match wish.order {
        Order::Newest => {}
        Order::Oldest => found.reverse(),
        Order::Best => found.sort_by_key(|entry| Reverse(score(entry))),
        Order::Worst => found.sort_by_key(|entry| score(entry).map_or(u8::MAX, |score| score)),
    }
    found
}

fn matches(entry: &Entry, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let titles = entry.answers.iter().map(|answer| answer.title.as_str());
    let all: Vec<&str> = [entry.name.as_str(), entry.id.as_str()].into_iter().chain(titles).collect();
    let all = all.join("\n").to_lowercase();
    words.iter().all(|word| all.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::session::record::Kind;
    use crate::io::session::store::Standing;
    use crate::runtime::studio::library::Answered;
    use crate::runtime::studio::library::Scored;

    fn entry(id: &str, question: &str, score: Option<u8>) -> Arc<Entry> {
        let score = score.map(|score| Scored { score, unprompted: score, levels: Vec::new() });
        let answer = Answered { question: question.into(), title: question.to_uppercase(), score };
        Arc::new(Entry {
            id: id.into(),
            name: format!("Take {id}"),
            kind: Some(Kind::Practise),
            began: None,
            standing: Standing::Done,
            unfinished: false,
            sound_ms: None,
            answers: vec![answer],
            fault: None,
        })
    }

    fn check(search: &str, question: Option<&str>, order: Order, wanted: &str) {
        let entries = [
            entry("d", "conflict", Some(3)),
            entry("c", "failure", None),
            entry("b", "failure", Some(5)),
            entry("a", "failure", Some(3)),
        ];
        let shelf = Arc::new(Shelf { read: true, entries: entries.to_vec(), ..Shelf::default() });
        let wish = Wish { search: search.into(), question: question.map(str::to_owned), order };
        let mut found = Found::default();
        assert!(found.renew(&shelf, &wish));
        assert!(!found.renew(&shelf, &wish), "the same is not looked for twice");
        let ids: String = found.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, wanted, "{wish:?}");
        assert_eq!(found.questions.len(), 2);
    }

    #[test]
    fn sessions_are_sorted_and_those_without_a_score_come_last() {
        check("", None, Order::Newest, "dcba");
        check("", None, Order::Oldest, "abcd");
        check("", None, Order::Best, "bdac");
        check("", None, Order::Worst, "dabc");
    }

    #[test]
    fn every_word_has_to_be_there_whatever_its_case() {
        check("TAKE a", None, Order::Newest, "dcba");
        check("take fail", None, Order::Newest, "cba");
        check("take nothing", None, Order::Newest, "");
        check("take", Some("conflict"), Order::Newest, "d");
    }
}
