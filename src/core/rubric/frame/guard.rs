//! Conditions on the clause a word lies in.

use crate::core::text::reading::Agent;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Mood;
use crate::core::text::reading::Time;

const AGENTS: [(&str, Agent); 6] = [
    ("i", Agent::I),
    ("we", Agent::We),
    ("you", Agent::You),
    ("other", Agent::Other),
    ("thing", Agent::Thing),
    ("nobody", Agent::Nobody),
];

const TIMES: [(&str, Time); 6] = [
    ("past", Time::Past),
    ("past_perfect", Time::PastPerfect),
    ("perfect", Time::Perfect),
    ("present", Time::Present),
    ("future", Time::Future),
    ("no_time", Time::None),
];

const MOODS: [(&str, Mood); 5] = [
    ("real", Mood::Real),
    ("counterfactual", Mood::Counterfactual),
    ("hypothetical", Mood::Hypothetical),
    ("intended", Mood::Intended),
    ("imperative", Mood::Imperative),
];

const LINKS: [(&str, Link); 13] = [
    ("fresh", Link::Fresh),
    ("and", Link::And),
    ("but", Link::But),
    ("or", Link::Or),
    ("because", Link::Because),
    ("before", Link::Before),
    ("after", Link::After),
    ("when", Link::When),
    ("if", Link::If),
    ("that", Link::That),
    ("which", Link::Which),
    ("to", Link::To),
    ("gerund", Link::Gerund),
];

/// The agent that a word of the rule files names (`I` or `i`, `we`, `you`, `other`, `thing`, `nobody`).
pub fn agent_named(name: &str) -> Option<Agent> {
    let name = if name == "I" { "i" } else { name };
    AGENTS.iter().find(|(n, _)| *n == name).map(|(_, agent)| *agent)
}

/// A set of agents as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agents(u8);

impl Agents {
    /// Adds one.
    pub fn insert(&mut self, agent: Agent) {
        self.0 |= 1 << agent as u8;
    }

    /// Whether it is among them; an empty set holds nobody.
    pub fn contains(self, agent: Agent) -> bool {
        self.0 & (1 << agent as u8) != 0
    }

    /// Whether nobody was named.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a clause must be like. Everything left open is allowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guard {
    agents: Agents,
    times: u8,
    moods: u8,
    links: u16,
    negated: Option<bool>,
    passive: Option<bool>,
    reported: Option<bool>,
}

impl Guard {
    /// Adds a condition by its word: an agent, time or mood, `link:before`, or `negated`, `passive`, `reported`
    /// with `!` for their opposite. Words of one sort widen each other. `Err` names the word that means nothing.
    pub fn allow(&mut self, word: &str) -> Result<(), String> {
        if let Some(name) = word.strip_prefix("link:") {
            return self.allow_link(name);
        }
        let (flag, wanted) = word.strip_prefix('!').map_or((word, true), |rest| (rest, false));
        match flag {
            "negated" => self.negated = Some(wanted),
            "passive" => self.passive = Some(wanted),
            "reported" => self.reported = Some(wanted),
            _ if !wanted => return Err(format!("only negated, passive and reported take a !, not {flag:?}")),
            _ => {
                return self
                    .allow_agent(word)
                    .or_else(|_| self.allow_time(word))
                    .or_else(|_| self.allow_mood(word));
            }
        }
        Ok(())
    }

    /// Adds an agent by name.
    pub fn allow_agent(&mut self, name: &str) -> Result<(), String> {
        self.agents.insert(agent_named(name).ok_or_else(|| format!("no agent is called {name:?}"))?);
        Ok(())
    }

    /// Adds a time by name.
    pub fn allow_time(&mut self, name: &str) -> Result<(), String> {
        let (_, time) = find(&TIMES, name).ok_or_else(|| format!("no time is called {name:?}"))?;
        self.times |= 1 << time as u8;
        Ok(())
    }

    /// Adds a mood by name.
    pub fn allow_mood(&mut self, name: &str) -> Result<(), String> {
        let (_, mood) =
            find(&MOODS, name).ok_or_else(|| format!("no agent, time or mood is called {name:?}"))?;
        self.moods |= 1 << mood as u8;
        Ok(())
    }

    /// Adds a link by name.
    pub fn allow_link(&mut self, name: &str) -> Result<(), String> {
        let (_, link) = find(&LINKS, name).ok_or_else(|| format!("no link is called {name:?}"))?;
        self.links |= 1 << link as u16;
        Ok(())
    }

    /// Asks for a negated clause, or for one that is not.
    pub fn set_negated(&mut self, wanted: bool) {
        self.negated = Some(wanted);
    }

    /// Asks for a passive clause, or for one that is not.
    pub fn set_passive(&mut self, wanted: bool) {
        self.passive = Some(wanted);
    }

    /// Asks for reported words, or for the speaker's own.
    pub fn set_reported(&mut self, wanted: bool) {
        self.reported = Some(wanted);
    }

    /// Whether the clause is as asked.
    pub fn holds(&self, clause: &Clause) -> bool {
        (self.agents.is_empty() || self.agents.contains(clause.agent))
            && (self.times == 0 || self.times & (1 << clause.time as u8) != 0)
            && (self.moods == 0 || self.moods & (1 << clause.mood as u8) != 0)
            && (self.links == 0 || self.links & (1 << clause.link as u16) != 0)
            && self.negated.is_none_or(|wanted| wanted == clause.negated)
            && self.passive.is_none_or(|wanted| wanted == clause.passive)
            && self.reported.is_none_or(|wanted| wanted == clause.reported)
    }
}

fn find<T: Copy>(table: &[(&'static str, T)], name: &str) -> Option<(&'static str, T)> {
    table.iter().find(|(n, _)| *n == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause() -> Clause {
        Clause {
            start: 0,
            end: 1,
            sentence: 0,
            agent: Agent::I,
            subject: None,
            inherited: false,
            verb: None,
            time: Time::Past,
            mood: Mood::Real,
            negated: false,
            passive: false,
            reported: false,
            link: Link::Before,
        }
    }

    #[test]
    fn words_of_one_sort_widen_and_words_of_different_sorts_narrow() {
        let mut guard = Guard::default();
        assert!(guard.holds(&clause()), "an empty guard allows everything");
        for word in ["we", "i", "past", "!negated", "link:before"] {
            guard.allow(word).unwrap();
        }
        assert!(guard.holds(&clause()));
        assert!(!guard.holds(&Clause { agent: Agent::Other, ..clause() }));
        assert!(!guard.holds(&Clause { time: Time::Future, ..clause() }));
        assert!(!guard.holds(&Clause { negated: true, ..clause() }));
        assert!(!guard.holds(&Clause { link: Link::And, ..clause() }));
    }

    #[test]
    fn an_unknown_word_is_named_in_the_error() {
        assert!(Guard::default().allow("subjunctive").unwrap_err().contains("subjunctive"));
        assert!(Guard::default().allow("!past").is_err());
    }
}
