//! Reads conditions from text.

use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::frame::guard::agent_named;
use crate::core::rubric::when::Compare;
use crate::core::rubric::when::Query;
use crate::core::rubric::when::Term;
use crate::core::rubric::when::When;
use crate::core::rubric::when::WhenError;
use crate::core::rubric::when::disclosure_named;

/// Deeper than this no person can read a condition.
const DEEPEST: usize = 32;

pub(super) struct Reader {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Reader {
    /// The whole text as one condition.
    pub(super) fn read(text: &str) -> Result<When, WhenError> {
        let mut reader = Self { chars: text.chars().collect(), at: 0, depth: 0 };
        let when = reader.either()?;
        reader.space();
        if reader.at < reader.chars.len() { Err(reader.error("nothing can follow here")) } else { Ok(when) }
    }

    fn error(&self, what: impl Into<String>) -> WhenError {
        WhenError { what: what.into(), at: self.at + 1 }
    }

    fn space(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        self.space();
        let wanted: Vec<char> = text.chars().collect();
        let found = self.chars[self.at..].starts_with(&wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    fn expect(&mut self, text: &str) -> Result<(), WhenError> {
        if self.eat(text) { Ok(()) } else { Err(self.error(format!("{text:?} is missing"))) }
    }

    fn peek_word(&mut self) -> String {
        self.space();
        let rest = &self.chars[self.at..];
        rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_' || **c == '.').collect()
    }

    fn word(&mut self) -> Result<String, WhenError> {
        let word = self.peek_word();
        if word.is_empty() {
            return Err(self.error("a name or number is missing"));
        }
        self.at += word.chars().count();
        Ok(word)
    }

    fn either(&mut self) -> Result<When, WhenError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("conditions lie too deep inside each other"));
        }
        let mut left = self.both()?;
        while self.peek_word() == "or" {
            self.word()?;
            left = When::Or(Box::new(left), Box::new(self.both()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn both(&mut self) -> Result<When, WhenError> {
        let mut left = self.negation()?;
        while self.peek_word() == "and" {
            self.word()?;
            left = When::And(Box::new(left), Box::new(self.negation()?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<When, WhenError> {
        let mut times = 0;
        while self.peek_word() == "not" {
            self.word()?;
            times += 1;
        }
        let inner = if self.eat("(") {
            let inner = self.either()?;
            self.expect(")")?;
            inner
        } else {
            self.comparison()?
        };
        Ok(if times % 2 == 1 { When::Not(Box::new(inner)) } else { inner })
    }

    fn comparison(&mut self) -> Result<When, WhenError> {
        if self.peek_word() == "event" {
            self.word()?;
            return Ok(When::Event(self.query()?));
        }
        let start = self.at;
        let left = self.term()?;
        if self.peek_word() == "in" {
            self.word()?;
            return Ok(When::In(left, self.list()?));
        }
        match (self.operator(), left) {
            (Some(how), left) => Ok(When::Compare(left, how, self.term()?)),
            (None, Term::Figure(name)) => Ok(When::Fact(name)),
            (None, _) => {
                self.at = start;
                Err(self.error("a value must be compared with another"))
            }
        }
    }

    fn operator(&mut self) -> Option<Compare> {
        const SIGNS: [(&str, Compare); 6] = [
            ("==", Compare::Equal),
            ("!=", Compare::Differs),
            ("<=", Compare::AtMost),
            (">=", Compare::AtLeast),
            ("<", Compare::Below),
            (">", Compare::Above),
        ];
        SIGNS.iter().find(|(sign, _)| self.eat(sign)).map(|(_, how)| *how)
    }

    fn list(&mut self) -> Result<Vec<Term>, WhenError> {
        self.expect("[")?;
        let mut found = vec![self.term()?];
        while self.eat(",") {
            found.push(self.term()?);
        }
        self.expect("]")?;
        Ok(found)
    }

    fn term(&mut self) -> Result<Term, WhenError> {
        let start = self.at;
        let word = self.word()?;
        if let Ok(number) = word.parse() {
            return Ok(Term::Number(number));
        }
        Ok(match word.as_str() {
            "level" => {
                self.expect("(")?;
                let name = self.word()?;
                self.expect(")")?;
                Term::Level(name)
            }
            "count" => Term::Count(self.query()?),
            "share" => self.share()?,
            "words" if self.eat("(") => {
                let beat = self.word()?;
                self.expect(")")?;
                Term::Words(beat)
            }
            _ if self.eat("(") => {
                self.at = start;
                return Err(
                    self.error(format!("nothing is called {word}(...): event, count, level, share or words"))
                );
            }
            _ if disclosure_named(&word).is_some() => Term::Name(word),
            _ => Term::Figure(word),
        })
    }

    fn agent(&mut self, into: &mut Agents, name: &str) -> Result<(), WhenError> {
        into.insert(agent_named(name).ok_or_else(|| self.error(format!("no agent is called {name:?}")))?);
        Ok(())
    }

    fn share(&mut self) -> Result<Term, WhenError> {
        self.expect("(")?;
        let (mut agents, mut beats) = (Agents::default(), Vec::new());
        loop {
            let name = self.word()?;
            self.agent(&mut agents, &name)?;
            if !self.eat(",") {
                break;
            }
        }
        if self.peek_word() == "in" {
            self.word()?;
            beats.push(self.word()?);
            while self.eat(",") {
                beats.push(self.word()?);
            }
        }
        self.expect(")")?;
        Ok(Term::Share(agents, beats))
    }

    fn query(&mut self) -> Result<Query, WhenError> {
        self.expect("(")?;
        let (kind, attributes, beats) = (self.word()?, Vec::new(), Vec::new());
        let mut query = Query { kind, attributes, agents: Agents::default(), beats, certainty: 0.0 };
        while self.eat(",") {
            let key = self.word()?;
            self.expect("=")?;
            let mut values = vec![self.word()?];
            while self.eat("|") {
                values.push(self.word()?);
            }
            match key.as_str() {
                "agent" => {
                    for value in &values {
                        self.agent(&mut query.agents, value)?;
                    }
                }
                "beat" => query.beats = values,
                "certainty" => {
                    let number = values[0].parse();
                    query.certainty = number.map_err(|_| self.error("certainty is a number from 0 to 1"))?;
                }
                _ => query.attributes.push((key, values)),
            }
        }
        self.expect(")")?;
        Ok(query)
    }
}
