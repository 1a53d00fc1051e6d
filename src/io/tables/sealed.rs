//! A file that holds the checksum of all its bytes.
//!
//! Parquet has checksums of single pages, which few write, and none of the rest. So the checksum of the whole file, with
//! zeros in its own place, stands where the format has the build of the program that wrote it, as in
//! `demarche version 0.1.0 (build 3f0a91c2)`. It is looked for in the last bytes, before anything is made of them; files
//! that others wrote have none.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crc32fast::Hasher;

/// The name of the program, as it begins what files say of it.
const WRITER: &str = "demarche version ";

/// What stands before the checksum, and after it.
const BEFORE: &str = " (build ";
const AFTER: u8 = b')';

/// The name of the whole of the columns in the footer.
pub(super) const ROOT: &str = "demarche_table";

/// As many digits as a checksum has.
const DIGITS: usize = 8;

/// The checksum stands in so many bytes at the end: behind it is only how columns are ordered.
const TAIL: u64 = 1 << 12;

/// So much is held before it is written.
const BUFFER: usize = 1 << 20;

/// What a file says of the program that wrote it, before the checksum is known.
pub(super) fn created_by() -> String {
    format!("{WRITER}{}{BEFORE}00000000)", env!("CARGO_PKG_VERSION"))
}

/// A file that is being written. It is open only as long as it is written to, so that there may be many.
#[derive(Debug)]
pub(super) struct Sealed {
    path: PathBuf,
    file: Option<File>,
    held: Vec<u8>,
    checksum: Hasher,
}

impl Sealed {
    /// Makes the file, which must not be there yet.
    pub(super) fn create(path: &Path) -> io::Result<Sealed> {
        let file = File::options().write(true).create_new(true).open(path)?;
        Ok(Sealed {
            path: path.to_owned(),
            file: Some(file),
            held: Vec::new(),
            checksum: Hasher::new(),
        })
    }

    fn write_held(&mut self) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => File::options().append(true).open(&self.path)?,
        };
        let file = self.file.insert(file);
        file.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }

    /// Writes what is held, and closes the file until more is to be written.
    pub(super) fn park(&mut self) -> io::Result<()> {
        if !self.held.is_empty() {
            self.write_held()?;
        }
        self.file = None;
        self.held = Vec::new();
        Ok(())
    }

    /// Puts the checksum in its place; the length of the file.
    pub(super) fn seal(mut self) -> io::Result<u64> {
        self.park()?;
        let mut file = File::options().read(true).write(true).open(&self.path)?;
        let length = file.metadata()?.len();
        let (from, tail) = tail(&mut file, length)?;
        let Found::At(at, _) = find(&tail) else {
            return Err(io::Error::other("the footer has no place for a checksum"));
        };
        let digits = format!("{:08x}", self.checksum.finalize());
        file.seek(SeekFrom::Start(from + at as u64))?;
        file.write_all(digits.as_bytes())?;
        file.sync_all()?;
        Ok(length)
    }
}

impl Write for Sealed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.checksum.update(bytes);
        self.held.extend_from_slice(bytes);
        if self.held.len() >= BUFFER {
            self.write_held()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the checksum of a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// All is as it was written.
    Whole,
    /// Something is not.
    Broken,
    /// It has none: another program wrote it.
    None,
}

/// Whether a file is as it was written.
pub(super) fn check(file: &mut File) -> io::Result<Seal> {
    let length = file.metadata()?.len();
    let (from, tail) = tail(file, length)?;
    let (at, wanted) = match find(&tail) {
        Found::At(at, wanted) => (from + at as u64, wanted),
        Found::Broken => return Ok(Seal::Broken),
        // A footer that has our name for the columns was written here.
        Found::Nothing if names_root(file, length, &tail)? => return Ok(Seal::Broken),
        Found::Nothing => return Ok(Seal::None),
    };
    file.rewind()?;
    let mut checksum = Hasher::new();
    let mut chunk = vec![0; BUFFER];
    let mut place = 0;
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        for digit in 0..DIGITS as u64 {
            let inside = (at + digit).checked_sub(place);
            if let Some(byte) = inside.and_then(|i| chunk[..read].get_mut(i as usize)) {
                *byte = b'0';
            }
        }
        checksum.update(&chunk[..read]);
        place += read as u64;
    }
    let same = format!("{:08x}", checksum.finalize()).as_bytes() == wanted;
    Ok(if same { Seal::Whole } else { Seal::Broken })
}

/// The last bytes of a file, and where they begin.
fn tail(file: &mut File, length: u64) -> io::Result<(u64, Vec<u8>)> {
    let from = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok((from, tail))
}

enum Found {
    /// The place of the digits, and what stands there.
    At(usize, [u8; DIGITS]),
    Broken,
    Nothing,
}

/// The checksum in the last bytes of a file.
fn find(tail: &[u8]) -> Found {
    let last = |text: &str| {
        let mut places = tail.windows(text.len());
        places.rposition(|bytes| bytes == text.as_bytes())
    };
    let (writer, before) = (last(WRITER), last(BEFORE));
    if writer.is_none() {
        // Without the name the rest may be anybody's.
        return Found::Nothing;
    }
    let at = before.filter(|&at| writer.is_some_and(|writer| writer < at));
    let at = at.map(|at| at + BEFORE.len());
    let digits = at.and_then(|at| tail.get(at..)?.first_chunk::<DIGITS>().copied());
    match (at, digits) {
        (Some(at), Some(digits)) if tail.get(at + DIGITS) == Some(&AFTER) => Found::At(at, digits),
        _ => Found::Broken,
    }
}

/// Whether the footer begins with our name for the whole of the columns.
fn names_root(file: &mut File, length: u64, tail: &[u8]) -> io::Result<bool> {
    let ending = tail.len().checked_sub(8).and_then(|at| tail.get(at..));
    let footer = ending.and_then(|ending| ending.first_chunk::<4>().copied());
    let Some(begin) = footer.and_then(|footer| {
        let footer = u64::from(u32::from_le_bytes(footer));
        length.checked_sub(8)?.checked_sub(footer)
    }) else {
        return Ok(false);
    };
    file.seek(SeekFrom::Start(begin))?;
    let mut head = Vec::new();
    file.take(64).read_to_end(&mut head)?;
    let root = ROOT.as_bytes();
    Ok(head.windows(root.len()).any(|bytes| bytes == root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_breaks_with_any_byte() {
        let folder = std::env::temp_dir().join(format!("demarche-sealed-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("file");
        let mut sealed = Sealed::create(&path).unwrap();
        sealed.write_all(b"some rows, ").unwrap();
        sealed.park().unwrap();
        sealed.write_all(created_by().as_bytes()).unwrap();
        sealed.write_all(b" and an end").unwrap();
        assert!(sealed.seal().unwrap() > 50);
        let whole = std::fs::read(&path).unwrap();
        let state = || check(&mut File::open(&path).unwrap()).unwrap();
        assert_eq!(state(), Seal::Whole);
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            std::fs::write(&path, bytes).unwrap();
            assert_ne!(state(), Seal::Whole, "at {at}");
        }
        std::fs::write(&path, b"another's").unwrap();
        assert_eq!(state(), Seal::None);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
