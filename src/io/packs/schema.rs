//! The file types of packs, version 1. Nothing unknown is accepted.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de;
use toml::Spanned;

/// A string, or a list of them.
#[derive(Debug, Default, Clone)]
pub(super) struct OneOrMany(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> de::Visitor<'de> for Seen {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![text.to_owned()]))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<OneOrMany, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = list.next_element()? {
                    all.push(one);
                }
                Ok(OneOrMany(all))
            }
        }
        from.deserialize_any(Seen)
    }
}

/// A word, number or truth value, kept as the word that stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain(pub(super) String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen;
        impl de::Visitor<'_> for Seen {
            type Value = Plain;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, a whole number, true or false")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Plain, E> {
                Ok(Plain(text.to_owned()))
            }
            fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Plain, E> {
                Ok(Plain(truth.to_string()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Plain, E> {
                Ok(Plain(number.to_string()))
            }
        }
        from.deserialize_any(Seen)
    }
}

/// `cues/lexicon/*.toml`: class name to entries.
pub(super) type LexiconFile = BTreeMap<String, Vec<Spanned<String>>>;

pub(super) type Set = BTreeMap<String, Plain>;

/// `cues/frames/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameFile {
    #[serde(default)]
    pub(super) defaults: Conditions,
    #[serde(default)]
    pub(super) frame: Vec<FrameEntry>,
}

/// What the frames of a file have in common.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conditions {
    pub(super) event: Option<Spanned<String>>,
    pub(super) within: Option<Spanned<String>>,
    pub(super) around: Option<Spanned<String>>,
    pub(super) agent: Option<Spanned<OneOrMany>>,
    pub(super) time: Option<Spanned<OneOrMany>>,
    pub(super) mood: Option<Spanned<OneOrMany>>,
    pub(super) link: Option<Spanned<OneOrMany>>,
    pub(super) negated: Option<Spanned<Plain>>,
    pub(super) passive: Option<Spanned<Plain>>,
    pub(super) reported: Option<Spanned<Plain>>,
    pub(super) certainty: Option<f32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameEntry {
    pub(super) id: Spanned<String>,
    pub(super) event: Option<Spanned<String>>,
    pub(super) pattern: Spanned<OneOrMany>,
    pub(super) within: Option<Spanned<String>>,
    pub(super) around: Option<Spanned<String>>,
    pub(super) agent: Option<Spanned<OneOrMany>>,
    pub(super) time: Option<Spanned<OneOrMany>>,
    pub(super) mood: Option<Spanned<OneOrMany>>,
    pub(super) link: Option<Spanned<OneOrMany>>,
    pub(super) negated: Option<Spanned<Plain>>,
    pub(super) passive: Option<Spanned<Plain>>,
    pub(super) reported: Option<Spanned<Plain>>,
    pub(super) certainty: Option<f32>,
    pub(super) needs: Option<Spanned<OneOrMany>>,
    pub(super) unless: Option<Spanned<OneOrMany>>,
    #[serde(default)]
    pub(super) set: Set,
    #[serde(default)]
    pub(super) also: Vec<Also>,
    #[serde(default)]
    pub(super) yes: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) no: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Also {
    pub(super) near: Spanned<String>,
    pub(super) set: Set,
}

/// `packs/ID/pack.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackToml {
    pub(super) schema: Spanned<u32>,
    pub(super) id: Spanned<String>,
    pub(super) version: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) ask: Spanned<String>,
    #[serde(default)]
    pub(super) wordings: Vec<String>,
    pub(super) competency: String,
    #[serde(default)]
    pub(super) learned: Vec<Spanned<String>>,
    pub(super) minutes: f32,
    pub(super) fewest_words: usize,
    pub(super) story: StoryToml,
    pub(super) beat: Vec<BeatToml>,
    pub(super) section: Vec<SectionToml>,
    pub(super) dimension: Vec<DimensionToml>,
    #[serde(default)]
    pub(super) killer: Vec<KillerToml>,
    pub(super) overall: OverallToml,
    pub(super) advice: Vec<AdviceToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoryToml {
    pub(super) when: Spanned<String>,
    pub(super) unless: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BeatToml {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionToml {
    pub(super) id: String,
    pub(super) beats: Vec<Spanned<String>>,
    pub(super) target: f32,
    pub(super) tolerance: f32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionToml {
    pub(super) id: Spanned<String>,
    pub(super) label: Spanned<String>,
    pub(super) weight: f32,
    pub(super) kind: Option<Spanned<String>>,
    pub(super) sure_when: Option<Spanned<String>>,
    pub(super) level: Vec<LevelToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelToml {
    pub(super) level: Spanned<Plain>,
    pub(super) score: Option<f32>,
    pub(super) anchor: Spanned<String>,
    pub(super) when: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KillerToml {
    pub(super) id: Spanned<String>,
    pub(super) label: Spanned<String>,
    pub(super) meaning: Spanned<String>,
    pub(super) when: Spanned<String>,
    pub(super) cap: Spanned<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverallToml {
    pub(super) anchors: Spanned<Vec<String>>,
    #[serde(default)]
    pub(super) cap: Vec<CapToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapToml {
    pub(super) when: Spanned<String>,
    pub(super) cap: Spanned<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdviceToml {
    pub(super) id: Spanned<String>,
    pub(super) when: Spanned<String>,
    pub(super) headline: Spanned<String>,
    pub(super) fix: Spanned<String>,
    pub(super) rewrite: Option<Spanned<String>>,
}

/// `packs/ID/probes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProbesToml {
    pub(super) gap: Vec<GapToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GapToml {
    pub(super) id: Spanned<String>,
    pub(super) dimension: Spanned<String>,
    pub(super) when: Spanned<String>,
    pub(super) value: f32,
    pub(super) quotes: Option<Spanned<String>>,
    pub(super) say: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) expects: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) closed: Vec<ClosedToml>,
    pub(super) needless_if: Spanned<String>,
}

/// A wording that yes or no answers, with the levels they come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosedToml {
    pub(super) ask: Spanned<String>,
    pub(super) yes: Spanned<Plain>,
    pub(super) no: Spanned<Plain>,
}

/// `packs/ID/pairs/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairsToml {
    pub(super) pair: Vec<PairToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairToml {
    pub(super) id: Spanned<String>,
    pub(super) dimension: Spanned<String>,
    pub(super) why: String,
    pub(super) a: SideToml,
    pub(super) b: SideToml,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SideToml {
    pub(super) text: String,
    pub(super) level: Plain,
}
