//! In which form a report is wanted, as arguments name it.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::io::report::format::Format;

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Text => PossibleValue::new("text").help("For reading in a terminal"),
            Self::Markdown => PossibleValue::new("markdown").alias("md").help("For notes"),
            Self::Html => PossibleValue::new("html").help("A page for a browser or a printer"),
            Self::Json => PossibleValue::new("json").help("For programs"),
        })
    }
}
