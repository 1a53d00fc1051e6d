//! Blocks as they are read from a file.

use std::io;
use std::sync::Arc;

use crc32fast::Hasher;

use super::error::{Kind, OpenError};
use super::source::{Placed, Source, Table};
use super::{END, MAGIC, VERSION};
use crate::io::json::{Fields, read_fields};
use crate::model::Record;
use crate::timeline::{BlockReader, Cell, Unsound, at_once};

/// How many bytes are read at once: so few that they are still in the cache of the processor when they are checked, and
/// turned into numbers.
const CHUNK: usize = 1 << 18;

/// How many bytes a block may take before any of it was read, where it is not known how long the file is.
const AHEAD: u64 = 1 << 20;

/// Reads the head, blocks, and the end.
pub(super) struct Reader<'f> {
    source: Source<'f>,
    /// How long the file is, where that is known.
    length: Option<u64>,
    /// Where the chunk ends in the file.
    place: u64,
    /// Where other threads may begin to read.
    table: &'f Table,
    chunk: Vec<u8>,
    /// The part of the chunk that is still to be looked at.
    start: usize,
    end: usize,
    blocks: u32,
    /// Of the head, and of the name, length and checksum of each block.
    all: Hasher,
}

/// Where a reader came to.
struct State {
    place: u64,
    blocks: u32,
    all: Hasher,
}

impl<'f> Reader<'f> {
    /// Reads the head. `length` is that of the file, if that is known.
    pub(super) fn new(
        source: Source<'f>,
        length: Option<u64>,
        table: &'f Table,
    ) -> Result<Reader<'f>, OpenError> {
        let mut reader = Reader::at(source, length, table, 0);
        let not_saved = || OpenError::new(Kind::NotSaved);
        let head = reader.take(MAGIC.len() + 4, "head");
        let head = head.map_err(|error| if error.is_cut() { not_saved() } else { error })?;
        let (magic, version) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(not_saved());
        }
        match u32::get(version) {
            Some(VERSION) => reader.all.update(&head),
            version => return Err(OpenError::new(Kind::Version(version.unwrap_or(0)))),
        }
        Ok(reader)
    }

    /// A reader of what is at a place.
    fn at(source: Source<'f>, length: Option<u64>, table: &'f Table, place: u64) -> Reader<'f> {
        Reader {
            source,
            length,
            place,
            table,
            chunk: vec![0; CHUNK],
            start: 0,
            end: 0,
            blocks: 0,
            all: Hasher::new(),
        }
    }

    /// Where the next bytes stand in the file.
    fn here(&self) -> u64 {
        self.place - (self.end - self.start) as u64
    }

    /// The file from where something begins that is still to come, if it can be read from there.
    fn beside(&self, name: &str) -> Option<(Placed<'f>, u64)> {
        let Source::Placed(file) = self.source else {
            return None;
        };
        let begin = self.table.find(name)?;
        (begin >= self.here()).then(|| (file.at(begin), begin))
    }

    /// Goes on where another reader came to, which began where this one is.
    fn go_on(&mut self, file: Placed<'f>, other: &State) {
        self.source = Source::Placed(file.at(other.place));
        (self.place, self.start, self.end) = (other.place, 0, 0);
        self.blocks = self.blocks.wrapping_add(other.blocks);
        self.all.combine(&other.all);
    }

    /// Reads the end, behind which nothing stands.
    pub(super) fn finish(mut self) -> Result<(), OpenError> {
        let expected = [self.blocks, self.all.clone().finalize()];
        if self.cells::<u32>(END)? != expected {
            return Err(OpenError::unsound(END, "other blocks than were saved"));
        }
        self.fill(1).map_err(io_error)?;
        if self.start < self.end {
            return Err(OpenError::unsound(END, "the file goes on behind it"));
        }
        Ok(())
    }

    /// Sees to it that so many bytes are in the chunk, if there are.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        if self.end - self.start >= wanted {
            return Ok(());
        }
        self.chunk.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        while self.end < wanted {
            match self.source.read(&mut self.chunk[self.end..]) {
                Ok(0) => break,
                Ok(read) => {
                    self.end += read;
                    self.place += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The next bytes, which are few.
    fn take(&mut self, count: usize, block: &str) -> Result<Vec<u8>, OpenError> {
        self.fill(count).map_err(io_error)?;
        if self.end - self.start < count {
            return Err(OpenError::new(Kind::Cut(block.to_owned())));
        }
        let bytes = self.chunk[self.start..self.start + count].to_vec();
        self.start += count;
        Ok(bytes)
    }

    /// Reads a block of cells of so many bytes; `each` takes whole cells, and says whether they are sound.
    fn block(
        &mut self,
        name: &str,
        size: usize,
        mut each: impl FnMut(&[u8], Left) -> bool,
    ) -> Result<(), OpenError> {
        let mut head = self.take(1, name)?;
        let length = head.first().map_or(0, |&length| usize::from(length));
        let found = self.take(length, name)?;
        if found != name.as_bytes() {
            let found = String::from_utf8_lossy(&found);
            return Err(OpenError::unsound(
                name,
                format!("in its place is {found:?}"),
            ));
        }
        head.extend_from_slice(&found);
        head.extend_from_slice(&self.take(8, name)?);
        let length = u64::get(&head[head.len() - 8..]).unwrap_or(0);
        let there = self.length.map(|all| all.saturating_sub(self.here()));
        if there.is_some_and(|there| length > there) {
            return Err(OpenError::new(Kind::Cut(name.to_owned())));
        }
        let ragged = || OpenError::unsound(name, "a length that does not fit what it holds");
        if length % size as u64 != 0 {
            return Err(ragged());
        }
        let mut checksum = Hasher::new();
        checksum.update(&head);
        let mut left = length;
        let mut sound = true;
        while left > 0 {
            self.fill(size).map_err(io_error)?;
            let here = left.min((self.end - self.start) as u64) as usize;
            let here = here - here % size;
            if here == 0 {
                return Err(OpenError::new(Kind::Cut(name.to_owned())));
            }
            let bytes = &self.chunk[self.start..self.start + here];
            checksum.update(bytes);
            // Where it is not known that so much is there, it is taken as it comes.
            let ahead = if there.is_some() {
                left
            } else {
                left.min(AHEAD)
            };
            sound = sound && each(bytes, Left(ahead));
            self.start += here;
            left -= here as u64;
        }
        let checksum = checksum.finalize().to_le_bytes();
        if self.take(4, name)? != checksum {
            return Err(OpenError::new(Kind::Altered(name.to_owned())));
        }
        if !sound {
            return Err(OpenError::unsound(name, "a value that there is not"));
        }
        self.all.update(&head);
        self.all.update(&checksum);
        self.blocks += 1;
        Ok(())
    }
}

/// How many bytes of a block, those at hand among them, room may be taken for.
struct Left(u64);

fn io_error(error: io::Error) -> OpenError {
    OpenError::new(Kind::Io(Arc::new(error)))
}

impl From<Unsound> for OpenError {
    fn from(unsound: Unsound) -> OpenError {
        OpenError::unsound(&unsound.block, unsound.reason)
    }
}

impl BlockReader for Reader<'_> {
    type Error = OpenError;

    fn cells<T: Cell>(&mut self, name: &str) -> Result<Vec<T>, OpenError> {
        let mut cells = Vec::new();
        self.block(name, T::SIZE, |bytes, Left(left)| {
            if cells.is_empty() {
                cells.reserve_exact((left / T::SIZE as u64) as usize);
            }
            T::get_all(bytes, &mut cells)
        })?;
        Ok(cells)
    }

    fn records(&mut self, name: &str) -> Result<Vec<Record>, OpenError> {
        let bytes = self.cells::<u8>(name)?;
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| OpenError::unsound(name, "no text in UTF-8"))?;
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(OpenError::unsound(name, "its last line does not end"));
        }
        let lines = text.split_terminator('\n');
        lines.map(|line| record(line, name)).collect()
    }

    fn both<A, B: Send>(
        &mut self,
        first: impl FnOnce(&mut Self) -> Result<A, OpenError>,
        name: &str,
        second: impl Fn(&mut Self) -> Result<B, OpenError> + Sync,
    ) -> Result<(A, B), OpenError> {
        let Some((file, begin)) = self.beside(name) else {
            let first = first(self)?;
            return Ok((first, second(self)?));
        };
        let (length, table) = (self.length, self.table);
        let (other, first) = at_once(
            || {
                let mut other = Reader::at(Source::Placed(file), length, table, begin);
                let read = second(&mut other)?;
                let (place, blocks) = (other.here(), other.blocks);
                let all = other.all;
                Ok::<_, OpenError>((read, State { place, blocks, all }))
            },
            || first(self),
        );
        let (first, (second, state)) = (first?, other?);
        if self.here() != begin {
            return Err(OpenError::unsound(name, "it is not where it should be"));
        }
        self.go_on(file, &state);
        Ok((first, second))
    }
}

/// Reads a record of sound form.
fn record(line: &str, block: &str) -> Result<Record, OpenError> {
    let fields =
        Fields::parse(line).map_err(|error| OpenError::unsound(block, error.to_string()))?;
    let mut found = read_fields(fields, None);
    if let Some(record) = &found.record {
        record.check(&mut found.faults);
    }
    match (found.record, found.faults.first()) {
        (Some(record), None) => Ok(record),
        (_, Some(fault)) => Err(OpenError::unsound(block, fault.to_string())),
        (None, None) => Err(OpenError::unsound(block, "a line without a record")),
    }
}
