//! A built timeline as one file, which is opened without solving it again.
//!
//! `docs/format.md` describes the format. What stands in which block the room `timeline` says; here blocks are framed,
//! checked, and told from what is none.

mod error;
mod reader;
mod source;
mod writer;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use error::OpenError;
#[cfg(feature = "parquet")]
pub(super) use error::TableFault;

use self::error::Kind;
use self::reader::Reader;
use self::source::{Placed, Source, Table};
use self::writer::Writer;
use crate::timeline::Timeline;

/// What every saved timeline begins with: letters, and bytes that do not survive being taken for text.
const MAGIC: [u8; 12] = *b"\x89demarche\r\n\x1a";

/// The version of the format that is written, and the only one that is read.
const VERSION: u32 = 1;

/// The name of the last block.
const END: &str = "end";

impl Timeline {
    /// Saves the timeline as one file, to be [opened](Timeline::open) without solving it again.
    ///
    /// What is saved is everything that this timeline answers from: its records with their places, the windows and
    /// constraints that were solved, the conflicts that were set aside, and what was [assumed](Timeline::assume). The
    /// same timeline gives the same bytes. The format is described in `docs/format.md`; for interchange, and for
    /// keeping, write the records with [`write_jsonl`](crate::write_jsonl) instead.
    ///
    /// The file is written under another name beside its own, and renamed once it is on the disk: whoever opens it finds
    /// the old one or the new one, whole. Linear.
    ///
    /// # Errors
    ///
    /// If the file can't be written. Then there is none, or the one that there was before.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a"));
    /// t.add(Claim::that("remark").is(After, "talks"));
    /// let t = t.build()?;
    /// # let folder = std::env::temp_dir().join(format!("demarche-save-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let file = folder.join("talks.demarche");
    /// t.save(&file)?;
    /// let opened = Timeline::open(&file)?;
    /// assert!(opened.records().eq(t.records()));
    /// assert_eq!(opened.relate("remark", "talks")?.certainty(After), Certainty::Certain);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn save(&self, file: impl AsRef<Path>) -> io::Result<()> {
        let file = file.as_ref();
        let (beside, out) = beside(file)?;
        let written = self.save_to(&out).and_then(|()| out.sync_all());
        drop(out);
        let placed = written.and_then(|()| fs::rename(&beside, file));
        if placed.is_err() {
            // Whatever became of it, the first error is the one to tell.
            let _ = fs::remove_file(&beside);
        }
        placed
    }

    /// Writes what [`save`](Timeline::save) does, to any writer. What is written is buffered.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let t = Timeline::builder().build()?;
    /// let mut bytes = Vec::new();
    /// t.save_to(&mut bytes)?;
    /// assert!(Timeline::open_from(bytes.as_slice())?.is_empty());
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn save_to(&self, writer: impl Write) -> io::Result<()> {
        let mut writer = Writer::new(BufWriter::new(writer))?;
        self.store_blocks(&mut writer)?;
        writer.finish()?;
        Ok(())
    }

    /// Opens a timeline that was [saved](Timeline::save). It answers everything as the saved one does; ids of the one
    /// are ids of the other. With the feature `parquet` it may also be a folder of tables, which is built again from its
    /// records.
    ///
    /// Nothing is solved. Linear in the size of the file, which is read once; records
    /// that say more than columns hold are read as JSON. Dates are read in zones as they are known here: another version
    /// of the time zone database may tell another time of what stands in an IANA zone, while the windows solved stay as
    /// they were.
    ///
    /// # Errors
    ///
    /// If the file can't be read, is no saved timeline, or one of another version; if it is cut short or altered: every
    /// block has a checksum, and what it holds is checked besides, so that even a file made by hand with the right
    /// checksums gives an error or a timeline. Of tables it names the file, and the column where it is one.
    pub fn open(file: impl AsRef<Path>) -> Result<Timeline, OpenError> {
        if file.as_ref().is_dir() {
            #[cfg(feature = "parquet")]
            return super::tables::open(file.as_ref());
            #[cfg(not(feature = "parquet"))]
            return Err(OpenError::new(Kind::Folder));
        }
        let failed = |error| OpenError::new(Kind::Io(Arc::new(error)));
        let mut file = File::open(file).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        // Only of a regular file it is known how much there is.
        let length = about.is_file().then_some(about.len());
        match (length, Placed::new(&file)) {
            (Some(length), Some(placed)) => open_placed(placed, length),
            _ => load(Source::Stream(&mut file), length, &Table::default()),
        }
    }

    /// Opens a saved timeline from any reader, which is read to its end. What is read is buffered.
    ///
    /// # Errors
    ///
    /// As [`open`](Timeline::open).
    pub fn open_from(mut reader: impl Read) -> Result<Timeline, OpenError> {
        load(Source::Stream(&mut reader), None, &Table::default())
    }

    /// Whether a file that begins with these bytes is a saved timeline, of whatever version; sixteen are enough to tell.
    ///
    /// ```
    /// use demarche::Timeline;
    ///
    /// assert!(Timeline::is_saved(b"\x89demarche\r\n\x1a\x01\0\0\0"));
    /// assert!(!Timeline::is_saved(b"{\"type\":\"timeline\"}"));
    /// ```
    pub fn is_saved(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }
}

/// Opens a file that can be read at several places at once.
fn open_placed(file: Placed<'_>, length: u64) -> Result<Timeline, OpenError> {
    let table = Table::of(file, length);
    load(Source::Placed(file), Some(length), &table).or_else(|_| {
        // Read in order, it tells the first of what is wrong.
        load(Source::Placed(file), Some(length), &Table::default())
    })
}

fn load<'f>(
    source: Source<'f>,
    length: Option<u64>,
    table: &'f Table,
) -> Result<Timeline, OpenError> {
    let mut reader = Reader::new(source, length, table)?;
    let timeline = Timeline::load_blocks(&mut reader)?;
    reader.finish()?;
    Ok(timeline)
}

/// A new file beside one, with a name that nobody else takes.
fn beside(file: &Path) -> io::Result<(PathBuf, File)> {
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut number = 0u32;
    loop {
        let mut other = OsString::from(".");
        other.push(name);
        other.push(format!(".{}.{number}", std::process::id()));
        let path = file.with_file_name(other);
        match File::options().write(true).create_new(true).open(&path) {
            Ok(out) => return Ok((path, out)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
