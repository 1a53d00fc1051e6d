//! The formats that can be named, and the endings that tell them.

use std::path::Path;

use clap::ValueEnum;

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// The interchange format, one object a line
    Jsonl,
    /// The interchange format as one document
    Json,
    /// A chronology from a spreadsheet
    Csv,
    /// Coded events: subject, relation, object, day
    Quads,
    /// Coded events of ICEWS in its published layout
    Icews,
    /// Coded events of GDELT in its first version
    Gdelt1,
    /// Coded events of GDELT in its second version
    Gdelt2,
    /// Coded events of POLECAT
    Polecat,
    /// A folder of the State Department's records
    StateDepartment,
    /// Lists of the temporal links of texts
    Links,
    /// A text annotated in TimeML
    Timeml,
    /// Entities of FollowTheMoney
    Ftm,
    /// A timeline in Markwhen
    Markwhen,
    /// A solved timeline, as `save` writes it
    Saved,
}

impl ReadFormat {
    /// Whether it is a table of events, or several, whose rows are judged one by one.
    pub(crate) fn is_table(self) -> bool {
        use ReadFormat::{Gdelt1, Gdelt2, Icews, Polecat, Quads, StateDepartment};
        matches!(
            self,
            Quads | Icews | Gdelt1 | Gdelt2 | Polecat | StateDepartment
        )
    }

    /// The format of files with the ending of this one.
    pub(crate) fn of_ending(file: &Path) -> Option<ReadFormat> {
        match ending(file)?.as_str() {
            "csv" => Some(ReadFormat::Csv),
            "demarche" => Some(ReadFormat::Saved),
            "ftm" => Some(ReadFormat::Ftm),
            "json" => Some(ReadFormat::Json),
            "jsonl" | "ndjson" => Some(ReadFormat::Jsonl),
            "mw" => Some(ReadFormat::Markwhen),
            "tml" => Some(ReadFormat::Timeml),
            _ => None,
        }
    }
}

/// The ending of a file, in small letters.
pub(crate) fn ending(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_lowercase())
}
