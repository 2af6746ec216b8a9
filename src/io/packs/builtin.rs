//! The files under `prompts/`, as they were when the program was built.

/// Lists files by their path under `prompts/`.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../prompts/", $path)))),*]
    };
}

/// Path and text. A test holds that no file is missing.
pub(super) const FILES: &[(&str, &str)] = files![
    "cues/frames/away.toml",
    "cues/frames/change.toml",
    "cues/frames/error.toml",
    "cues/frames/impact.toml",
    "cues/frames/knowing.toml",
    "cues/frames/outcome.toml",
    "cues/frames/praise.toml",
    "cues/frames/proof.toml",
    "cues/frames/quantity.toml",
    "cues/frames/recovery.toml",
    "cues/frames/responsibility.toml",
    "cues/frames/story.toml",
    "cues/frames/told.toml",
    "cues/lexicon/error.toml",
    "cues/lexicon/people.toml",
    "cues/lexicon/result.toml",
    "cues/lexicon/story.toml",
    "cues/lexicon/tell.toml",
    "cues/lexicon/time.toml",
    "cues/replies.toml",
    "interview/endings.toml",
    "interview/lines.toml",
    "packs/ownership_failure/pack.toml",
    "packs/ownership_failure/pairs/attribution.toml",
    "packs/ownership_failure/pairs/change.toml",
    "packs/ownership_failure/pairs/disclosure-asked.toml",
    "packs/ownership_failure/pairs/disclosure-at-once.toml",
    "packs/ownership_failure/pairs/disclosure-audience.toml",
    "packs/ownership_failure/pairs/disclosure-before-after.toml",
    "packs/ownership_failure/pairs/disclosure-hid-first.toml",
    "packs/ownership_failure/pairs/disclosure-negation.toml",
    "packs/ownership_failure/pairs/disclosure-told-or-not.toml",
    "packs/ownership_failure/pairs/disclosure-who-told.toml",
    "packs/ownership_failure/pairs/outcome.toml",
    "packs/ownership_failure/pairs/proof.toml",
    "packs/ownership_failure/pairs/recovery.toml",
    "packs/ownership_failure/pairs/responsibility.toml",
    "packs/ownership_failure/pairs/rootcause-who.toml",
    "packs/ownership_failure/pairs/stakes.toml",
    "packs/ownership_failure/probes.toml",
    "packs/ownership_failure/strong.txt",
    "packs/ownership_failure/weak.txt",
];
