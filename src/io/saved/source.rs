//! Where the bytes of a saved timeline come from.

use std::fs::File;
use std::io::{self, Read};

use super::MAGIC;
use crate::timeline::Cell;

/// Where bytes come from.
pub(super) enum Source<'f> {
    /// They can only be read in order.
    Stream(&'f mut dyn Read),
    Placed(Placed<'f>),
}

impl Source<'_> {
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Source::Stream(reader) => reader.read(bytes),
            Source::Placed(placed) => placed.read(bytes),
        }
    }
}

/// A regular file, to be read from a place of one's own.
#[derive(Clone, Copy)]
pub(super) struct Placed<'f> {
    file: &'f File,
    place: u64,
}

impl<'f> Placed<'f> {
    /// A file from its beginning on; nothing on systems where a file can only be read in order.
    pub(super) fn new(file: &'f File) -> Option<Placed<'f>> {
        cfg!(any(unix, windows)).then_some(Placed { file, place: 0 })
    }

    /// The same file from another place on.
    pub(super) fn at(self, place: u64) -> Placed<'f> {
        Placed { place, ..self }
    }
}

impl Read for Placed<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = read_at(self.file, bytes, self.place)?;
        self.place += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, place)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, place)
}

#[cfg(not(any(unix, windows)))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<usize> {
    Err(io::ErrorKind::Unsupported.into())
}

/// How many blocks a table tells of at most.
const BLOCKS: usize = 128;

/// Where blocks begin, by name and in order, as far as their heads can be followed. It is a guess: what stands there is
/// checked when it is read.
#[derive(Debug, Default)]
pub(super) struct Table(Vec<(String, u64)>);

impl Table {
    /// The table of a file of so many bytes.
    pub(super) fn of(file: Placed<'_>, length: u64) -> Table {
        let mut table = Table::default();
        let mut place = MAGIC.len() as u64 + 4;
        while table.0.len() < BLOCKS && place < length {
            let Some((name, next)) = head(file.at(place)) else {
                break;
            };
            table.0.push((name, place));
            place = next;
        }
        table
    }

    /// Where what has a name begins, be it one block or several.
    pub(super) fn find(&self, name: &str) -> Option<u64> {
        let begins = |block: &str| {
            let rest = block.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let found = self.0.iter().find(|(block, _)| begins(block));
        found.map(|&(_, place)| place)
    }
}

/// The name of the block at a place, and where the next one begins.
fn head(file: Placed<'_>) -> Option<(String, u64)> {
    let mut bytes = Vec::with_capacity(1 + 255 + 8);
    file.take(1 + 255 + 8).read_to_end(&mut bytes).ok()?;
    let (&size, rest) = bytes.split_first()?;
    let (name, rest) = rest.split_at_checked(usize::from(size))?;
    let length = u64::get(rest.get(..8)?)?;
    let frame = 1 + u64::from(size) + 8 + 4;
    let next = file.place.checked_add(frame)?.checked_add(length)?;
    Some((String::from_utf8(name.to_vec()).ok()?, next))
}
