//! GDELT: events of its versions 1 and 2, and mentions of them.

mod columns;
mod documents;
mod mentions;
mod rows;

use std::io::Read;

use super::actors::Actors;
use super::event::put_all;
use super::{Collector, Held};
use crate::io::stream::{ReadError, ReadReport, Reading, Run};
use crate::model::Sink;
use columns::{EVENTS_1, EVENTS_2, MENTIONS, Version};
use rows::Gdelt;

#[cfg(test)]
pub(super) use rows::ROW;

impl Reading<'_> {
    /// Reads events of GDELT in its first version: 58 columns with tabs between and no header, 57 in files from before
    /// April 2013, which have no `SOURCEURL`. That such files are called `.CSV` means nothing.
    ///
    /// Rows become events, and fold, as in [`quads`](Reading::quads), with these differences:
    ///
    /// - An event is called by its number: `gdelt:330217765`. It is dated by `SQLDATE`, the day that the event is said to
    ///   have been on; `DATEADDED`, on which GDELT noticed it, only says that its document had been published by then.
    ///   (Where that is before the day of an event, it says nothing.) Codes are texts, in which leading zeros count.
    /// - Of statements and actions every number is an event of its own; the same number again is a repeated report.
    /// - An actor is a name together with a code, `PRESIDENT` with `USAGOV`: its key has both, its name is the name (the
    ///   code where there is none), its code stands in its `ids` as `cameo`. A bare country is a state, a known group an
    ///   organization, an ethnic or religious group a group; what else it is the file does not tell. Where a row names no
    ///   first actor, the group `unnamed` stands for it.
    /// - Each `SOURCEURL` is a source, or else the file is; where it stands tells line and number. Fields of the citation
    ///   hold how many mentions, sources and articles GDELT had counted (`x_mentions`, `x_sources`, `x_articles`), and a
    ///   Goldstein value that is not that of the table (`x_intensity`).
    /// - The place is that of the action, with what else is said of it in `x_location`.
    ///
    /// Other columns are not kept. Rows are held as numbers, 56 bytes each, until the end of the file, and each name,
    /// address and place once.
    ///
    /// # Errors
    ///
    /// If the reader, or the writer of rejected rows, fails; at the first rejected row, where that was asked for.
    pub fn gdelt1(
        self,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        self.gdelt(&EVENTS_1, reader, name, None::<(&[u8], &str)>, sink)
    }

    /// Reads events of GDELT in its second version: 61 columns with tabs between and no header. All else is as in
    /// [`gdelt1`](Reading::gdelt1); what GDELT noticed it tells to the second.
    ///
    /// # Errors
    ///
    /// As [`gdelt1`](Reading::gdelt1).
    pub fn gdelt2(
        self,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        self.gdelt(&EVENTS_2, reader, name, None::<(&[u8], &str)>, sink)
    }

    /// Reads events of GDELT in its second version, and a table of mentions, 16 columns with tabs between: each mention
    /// becomes one more citation on its event.
    ///
    /// Its source is the document, published by whom the mention names, by the time at which GDELT noticed it; where it
    /// stands tells line and sentence, and fields hold that time (`x_mentioned`) and how confident GDELT is, in percent
    /// (`x_confidence`). Mentions of events that the table of events does not have are left out, and counted in a note.
    /// Rejected rows of both tables go to one writer. Mentions are held as numbers, 40 bytes each.
    ///
    /// ```
    /// use demarche::{Input, Reading, Record};
    ///
    /// // Only the columns that matter here say something.
    /// let mut event = [""; 61];
    /// (event[0], event[1], event[26]) = ("42", "20150218", "040");
    /// (event[5], event[6], event[7]) = ("FRA", "PARIS", "FRA");
    /// (event[15], event[16], event[17]) = ("DEU", "BERLIN", "DEU");
    /// (event[59], event[60]) = ("20150218230000", "http://gazette.example/1");
    /// let mut mention = [""; 16];
    /// (mention[0], mention[2]) = ("42", "20150219001500");
    /// (mention[4], mention[5]) = ("herald.example", "http://herald.example/7");
    /// (mention[6], mention[11]) = ("3", "60");
    ///
    /// let mut input = Input::default();
    /// let (events, mentions) = (event.join("\t"), mention.join("\t"));
    /// Reading::new().gdelt2_with_mentions(
    ///     (events.as_bytes(), "events.CSV"),
    ///     (mentions.as_bytes(), "mentions.CSV"),
    ///     &mut input,
    /// )?;
    /// let Some((Record::Meeting(talks), _)) = input.records.last() else { panic!() };
    /// assert_eq!(talks.common.time.as_deref(), Some("2015-02-18"));
    /// let cited = &talks.common.sources;
    /// assert_eq!(cited[0].place.as_deref(), Some("line 1, event 42"));
    /// assert_eq!(cited[1].place.as_deref(), Some("mentions.CSV, line 1, sentence 3"));
    /// assert_eq!(cited[1].extra["x_confidence"].as_str(), "60");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`gdelt1`](Reading::gdelt1).
    pub fn gdelt2_with_mentions(
        self,
        events: (impl Read, &str),
        mentions: (impl Read, &str),
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        self.gdelt(&EVENTS_2, events.0, events.1, Some(mentions), sink)
    }

    fn gdelt(
        self,
        version: &'static Version,
        reader: impl Read,
        name: &str,
        mentions: Option<(impl Read, &str)>,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let mut all = Collector::default();
        let mut gdelt = Gdelt::new(name);
        run.rows(reader, name, &version.layout, |row, _| {
            gdelt.hold(row, version, &mut all)
        })?;
        if let Some((reader, name)) = mentions {
            gdelt.mentions.name = name.to_owned();
            run.rows(reader, name, &MENTIONS, |row, _| gdelt.mention(row))?;
            gdelt.mentions.settle(&all.rows, &mut run);
        }
        gdelt.documents.doubt(&all.rows, &gdelt.mentions);
        put_all(all, Actors::default(), &mut gdelt, name, &mut run);
        run.finish()
    }
}
