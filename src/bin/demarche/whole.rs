//! Files that are written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};

/// A file that is being written, beside the place that it takes once it is whole.
///
/// Until then what stood there stays, and it stays for good where this is dropped. What is no regular file, such as a
/// terminal or a pipe, is written to as it is: nothing can take its place.
#[derive(Debug)]
pub(crate) struct Whole {
    out: BufWriter<File>,
    /// Nothing where what is written stands in its place already.
    beside: Option<Beside>,
}

impl Whole {
    /// Begins to write a file.
    pub(crate) fn begin(file: &Path) -> io::Result<Whole> {
        let there = fs::metadata(file);
        if there.as_ref().is_ok_and(|about| !about.is_file()) {
            let out = BufWriter::new(File::options().write(true).open(file)?);
            return Ok(Whole { out, beside: None });
        }
        // A link stays one: what it leads to is replaced.
        let place = match &there {
            Ok(_) => file.canonicalize()?,
            Err(_) => file.to_owned(),
        };
        let (beside, out) = Beside::make(place)?;
        if let Ok(about) = there {
            fs::set_permissions(&beside.path, about.permissions())?;
        }
        Ok(Whole {
            out: BufWriter::new(out),
            beside: Some(beside),
        })
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        let file = self.out.into_inner().map_err(IntoInnerError::into_error)?;
        let Some(beside) = self.beside else {
            return Ok(());
        };
        file.sync_all()?;
        drop(file);
        fs::rename(&beside.path, &beside.place)
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A file under a name of its own beside the place for which it is meant. It is gone with this, unless it went there.
#[derive(Debug)]
struct Beside {
    path: PathBuf,
    place: PathBuf,
}

impl Beside {
    fn make(place: PathBuf) -> io::Result<(Beside, File)> {
        let Some(name) = place.file_name() else {
            return Err(io::Error::new(
                ErrorKind::InvalidInput,
                "that is no name of a file",
            ));
        };
        for number in 0_u32.. {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{}-{number}.part", std::process::id()));
            let path = place.with_file_name(hidden);
            match File::options().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                opened => return Ok((Beside { path, place }, opened?)),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Once it went to its place there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("demarche-whole-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_file_takes_its_place_at_the_end() {
        let folder = folder("end");
        let file = folder.join("picture.svg");
        fs::write(&file, "old").unwrap();
        let mut whole = Whole::begin(&file).unwrap();
        whole.write_all(b"new").unwrap();
        whole.flush().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        whole.finish().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(names(&folder), ["picture.svg"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_not_finished_leaves_no_trace() {
        let folder = folder("trace");
        let file = folder.join("picture.svg");
        let mut whole = Whole::begin(&file).unwrap();
        whole.write_all(b"half").unwrap();
        assert_eq!(names(&folder).len(), 1);
        drop(whole);
        assert_eq!(names(&folder), [""; 0]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = folder("links");
        let (file, link) = (folder.join("file"), folder.join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("file", &link).unwrap();
        let mut whole = Whole::begin(&link).unwrap();
        whole.write_all(b"new").unwrap();
        whole.finish().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_written_to() {
        let null = Path::new("/dev/null");
        let mut whole = Whole::begin(null).unwrap();
        whole.write_all(b"nothing").unwrap();
        whole.finish().unwrap();
        assert!(!fs::metadata(null).unwrap().is_file());
    }
}
