//! What `convert` can write.

use std::io;
use std::path::Path;

use clap::ValueEnum;
use demarche::{
    Losses, Record, write_csv, write_ftm, write_gexf, write_graphml, write_ical,
    write_json_document, write_jsonl, write_markwhen, write_prov, write_timelinejs,
};

use super::args::ending;
use super::output::{plain, tell};

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WriteFormat {
    /// The interchange format, one object a line
    Jsonl,
    /// The interchange format as one document
    Json,
    /// A chronology for a spreadsheet
    Csv,
    /// Entities of FollowTheMoney
    Ftm,
    /// A dynamic graph for Gephi
    Gexf,
    /// A graph for many tools
    #[value(name = "graphml")]
    GraphMl,
    /// A calendar
    Ical,
    /// A timeline as text
    Markwhen,
    /// W3C PROV, as PROV-JSON
    Prov,
    /// A timeline for the web
    #[value(name = "timelinejs")]
    TimelineJs,
}

impl WriteFormat {
    /// The format of files with the ending of this one.
    pub(crate) fn of_ending(file: &Path) -> Option<WriteFormat> {
        match ending(file)?.as_str() {
            "csv" => Some(WriteFormat::Csv),
            "ftm" => Some(WriteFormat::Ftm),
            "gexf" => Some(WriteFormat::Gexf),
            "graphml" => Some(WriteFormat::GraphMl),
            "ics" => Some(WriteFormat::Ical),
            "json" => Some(WriteFormat::Json),
            "jsonl" | "ndjson" => Some(WriteFormat::Jsonl),
            "mw" => Some(WriteFormat::Markwhen),
            _ => None,
        }
    }

    /// The names of all formats, in a row.
    pub(crate) fn names() -> String {
        let all = WriteFormat::value_variants().iter();
        let names = all.filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
        names.join(", ")
    }

    /// Writes all records; what the format could not hold.
    pub(crate) fn write(self, records: &[&Record], out: &mut dyn io::Write) -> io::Result<Losses> {
        let records = records.iter().copied();
        match self {
            WriteFormat::Jsonl => write_jsonl(records, out).map(|()| Losses::default()),
            WriteFormat::Json => write_json_document(records, out).map(|()| Losses::default()),
            WriteFormat::Csv => write_csv(records, out),
            WriteFormat::Ftm => write_ftm(records, out),
            WriteFormat::Gexf => write_gexf(records, out),
            WriteFormat::GraphMl => write_graphml(records, out),
            WriteFormat::Ical => write_ical(records, out),
            WriteFormat::Markwhen => write_markwhen(records, out),
            WriteFormat::Prov => write_prov(records, out),
            WriteFormat::TimelineJs => write_timelinejs(records, out),
        }
    }
}

/// Tells in short what was lost.
pub(crate) fn tell_losses(losses: &Losses) {
    if losses.is_empty() {
        return;
    }
    tell("note: the format does not hold everything");
    for line in losses.to_string().lines() {
        tell(format_args!("  {}", plain(line)));
    }
}
