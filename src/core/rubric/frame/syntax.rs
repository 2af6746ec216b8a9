//! The pattern language, as written in the rule files.
//!
//! | written | means |
//! |---|---|
//! | `tell` | a token whose dictionary form or spelling is this |
//! | `call:v` | the same, where it is a verb |
//! | `'told'` | exactly this spelling; `'let me know'` is three of them |
//! | `<verb.tell>` | an entry of this lexicon class or of one below it |
//! | `I we you other thing nobody` | the subject of the clause, said here or left out |
//! | `@number @name @gerund @past ...` | any token of this sort; `@person @role @duration` are classes |
//! | `{0,4}` | so many tokens of any sort; `{0,4 !x}` none of which is an `x` |
//! | `x?` `(x\|y)` | optional; alternatives |
//! | `!x` | not followed by an `x` |
//! | `x=who` | remembers what `x` took |
//! | `^x` | the conditions of the frame are asked of the clause that `x` lies in; otherwise of the first word |
//! | `x[past !negated]` | the clause that `x` lies in is like this |

use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::guard::agent_named;
use crate::core::text::reading::Agent;

/// Why a pattern could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} (at character {at} of the pattern)")]
pub struct PatternError {
    /// What is wrong.
    pub what: String,
    /// Which character, from 1.
    pub at: usize,
}

/// A sort of token that needs no list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// `@any`
    Any,
    /// `@number`
    Number,
    /// `@name`
    Name,
    /// `@neg`
    Negator,
    /// `@verb`: a verb that carries meaning, in any form.
    Verb,
    /// `@past`
    Past,
    /// `@present`
    Present,
    /// `@gerund`
    Gerund,
    /// `@participle`
    Participle,
    /// `@base`
    Base,
    /// `@aux`
    Auxiliary,
    /// `@modal`
    Modal,
    /// `@pronoun`
    Pronoun,
    /// `@poss`
    Possessive,
    /// `@det`
    Determiner,
    /// `@adverb`
    Adverb,
    /// `@prep`
    Preposition,
    /// `@word`: a noun, an adjective, or a word that the tables do not know.
    Word,
}

const SORTS: [(&str, Sort); 18] = [
    ("any", Sort::Any),
    ("number", Sort::Number),
    ("name", Sort::Name),
    ("neg", Sort::Negator),
    ("verb", Sort::Verb),
    ("past", Sort::Past),
    ("present", Sort::Present),
    ("gerund", Sort::Gerund),
    ("participle", Sort::Participle),
    ("base", Sort::Base),
    ("aux", Sort::Auxiliary),
    ("modal", Sort::Modal),
    ("pronoun", Sort::Pronoun),
    ("poss", Sort::Possessive),
    ("det", Sort::Determiner),
    ("adverb", Sort::Adverb),
    ("prep", Sort::Preposition),
    ("word", Sort::Word),
];

const CLASS_ALIASES: [(&str, &str); 3] =
    [("person", "person"), ("role", "role"), ("duration", "time.duration")];

/// A pattern as a tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// One after the other.
    Seq(Vec<Node>),
    /// One of them, the first that fits.
    Alt(Vec<Node>),
    /// Or nothing.
    Optional(Box<Node>),
    /// A dictionary form or spelling.
    Word(String),
    /// A spelling.
    Exact(String),
    /// A dictionary form, and a verb here.
    Verb(String),
    /// A lexicon class by name, with the character it stands at.
    Class(String, usize),
    /// A sort of token.
    Sort(Sort),
    /// The subject.
    Agent(Agent),
    /// Any tokens, at least and at most so many, none of them one of these.
    Gap(usize, usize, Vec<Node>),
    /// Not followed by it.
    Not(Box<Node>),
    /// Remembered under a name.
    Capture(String, Box<Node>),
    /// Where the frame's conditions are asked.
    Anchor(Box<Node>),
    /// With a condition on its clause.
    Guarded(Guard, Box<Node>),
}

/// No gap may be longer: the words would not belong together.
const LONGEST_GAP: usize = 24;

/// Reads a pattern.
pub fn parse(text: &str) -> Result<Node, PatternError> {
    parse_with(text, true)
}

/// Reads a lexicon entry: `you`, `other` and the like are words there, not subjects.
pub fn parse_entry(text: &str) -> Result<Node, PatternError> {
    parse_with(&text.to_lowercase(), false)
}

fn parse_with(text: &str, agents: bool) -> Result<Node, PatternError> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, depth: 0, agents };
    let node = reader.alternatives()?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(node),
        Some(c) => Err(reader.error(format!("nothing can follow here, found {c:?}"))),
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    agents: bool,
}

impl Reader {
    fn error(&self, what: impl Into<String>) -> PatternError {
        PatternError { what: what.into(), at: self.at + 1 }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, c: char) -> Result<(), PatternError> {
        if self.eat(c) { Ok(()) } else { Err(self.error(format!("a {c:?} is missing"))) }
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn alternatives(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > 16 {
            return Err(self.error("groups lie too deep inside each other"));
        }
        let mut found = vec![self.sequence()?];
        while self.eat('|') {
            found.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if found.len() == 1 { found.remove(0) } else { Node::Alt(found) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(_) => items.push(self.item()?),
            }
        }
        if items.is_empty() {
            return Err(self.error("nothing to look for"));
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Seq(items) })
    }

    fn item(&mut self) -> Result<Node, PatternError> {
        let anchored = self.eat('^');
        let mut node = self.atom()?;
        if anchored {
            node = Node::Anchor(Box::new(node));
        }
        loop {
            node = match self.peek() {
                Some('?') => {
                    self.at += 1;
                    Node::Optional(Box::new(node))
                }
                Some('=') => {
                    self.at += 1;
                    Node::Capture(self.name("a name after =")?, Box::new(node))
                }
                Some('[') => Node::Guarded(self.guard()?, Box::new(node)),
                _ => return Ok(node),
            };
        }
    }

    fn atom(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let inner = self.alternatives()?;
                self.expect(')')?;
                Ok(inner)
            }
            Some('!') => {
                self.at += 1;
                Ok(Node::Not(Box::new(self.atom()?)))
            }
            Some('<') => {
                self.at += 1;
                let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
                self.expect('>')?;
                Ok(Node::Class(name, start + 1))
            }
            Some('@') => self.sort(),
            Some('{') => self.gap(),
            Some('\'') => self.quoted(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Node, PatternError> {
        let text = self.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '%' | '&' | '/' | '.'));
        if text.is_empty() {
            return Err(self.error("a word, class, gap or group is missing"));
        }
        let agent = agent_named(&text).filter(|_| self.agents && text != "i");
        if let Some(agent) = agent {
            return Ok(Node::Agent(agent));
        }
        if text.chars().any(char::is_uppercase) {
            return Err(self.error(format!("{text:?} has a capital, which no token keeps; write it small")));
        }
        if self.peek() == Some(':') && self.chars.get(self.at + 1) == Some(&'v') {
            self.at += 2;
            return Ok(Node::Verb(text));
        }
        Ok(Node::Word(text))
    }

    fn quoted(&mut self) -> Result<Node, PatternError> {
        self.at += 1;
        let text = self.take_while(|c| c != '\'');
        self.expect('\'')?;
        let mut words: Vec<_> = text.split_whitespace().map(|w| Node::Exact(w.to_owned())).collect();
        match words.len() {
            0 => Err(self.error("nothing between the quotes")),
            1 => Ok(words.remove(0)),
            _ => Ok(Node::Seq(words)),
        }
    }

    fn sort(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        self.at += 1;
        let name = self.name("a name after @")?;
        if let Some((_, class)) = CLASS_ALIASES.iter().find(|(alias, _)| *alias == name) {
            return Ok(Node::Class((*class).to_owned(), start + 1));
        }
        let found = SORTS.iter().find(|(sort, _)| *sort == name);
        found
            .map(|(_, sort)| Node::Sort(*sort))
            .ok_or_else(|| self.error(format!("no sort of token is called @{name}")))
    }

    fn gap(&mut self) -> Result<Node, PatternError> {
        self.at += 1;
        let least = self.number()?;
        self.expect(',')?;
        let most = self.number()?;
        let mut except = Vec::new();
        loop {
            self.skip_space();
            if self.eat('}') {
                break;
            }
            self.expect('!')?;
            except.push(self.atom()?);
        }
        if least > most || most > LONGEST_GAP {
            return Err(self.error(format!("a gap goes from few to many tokens, {LONGEST_GAP} at most")));
        }
        Ok(Node::Gap(least, most, except))
    }

    fn number(&mut self) -> Result<usize, PatternError> {
        self.skip_space();
        let digits = self.take_while(|c| c.is_ascii_digit());
        digits.parse().map_err(|_| self.error("a number is missing"))
    }

    fn name(&mut self, what: &str) -> Result<String, PatternError> {
        let name = self.take_while(|c| c.is_ascii_lowercase() || c == '_');
        if name.is_empty() { Err(self.error(format!("{what} is missing"))) } else { Ok(name) }
    }

    fn guard(&mut self) -> Result<Guard, PatternError> {
        self.at += 1;
        let text = self.take_while(|c| c != ']');
        self.expect(']')?;
        let mut guard = Guard::default();
        for word in text.split([' ', ',']).filter(|w| !w.is_empty()) {
            guard.allow(word).map_err(|what| self.error(what))?;
        }
        Ok(guard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read_into_the_tree_it_says() {
        let node = parse("I {0,3} ^<verb.tell>=verb 'her'? (x|y z)").unwrap();
        let Node::Seq(items) = node else { panic!("a sequence") };
        assert_eq!(items[0], Node::Agent(Agent::I));
        assert_eq!(items[1], Node::Gap(0, 3, vec![]));
        assert!(
            matches!(&items[2], Node::Capture(name, inner) if name == "verb" && matches!(**inner, Node::Anchor(_)))
        );
        assert!(matches!(&items[3], Node::Optional(_)));
        assert!(matches!(&items[4], Node::Alt(ways) if ways.len() == 2));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        for (text, said) in [
            ("", "nothing to look for"),
            ("a (b", "')' is missing"),
            ("a {3,1}", "from few to many"),
            ("a {0,99}", "24 at most"),
            ("@nonsense", "@nonsense"),
            ("a Told", "capital"),
            ("a[sometimes]", "sometimes"),
            ("a )", "nothing can follow"),
            ("<verb", "'>' is missing"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.to_string().contains(said), "{text:?} gave {error}");
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused() {
        let nested = "(".repeat(5000);
        assert!(parse(&nested).is_err());
        assert!(parse("\u{0}é{1,2}").is_err());
    }
}
