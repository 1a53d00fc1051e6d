//! Saved timelines as files.

use std::fs;
use std::path::{Path, PathBuf};

use demarche::Timeline;

use crate::format::{blocks, file};
use crate::oracle::rng::Rng;
use crate::small::{everything, far, little, nothing, saved};

/// A folder that no other test uses, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("saved")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_takes_the_place_of_the_one_before() {
    let folder = folder("replaced");
    let file = folder.join("talks.demarche");
    for t in [little(), everything(), nothing()] {
        t.save(&file).unwrap();
        assert_eq!(fs::read(&file).unwrap(), saved(&t));
        let opened = Timeline::open(&file).unwrap();
        assert!(opened.records().eq(t.records()));
        assert_eq!(names(&folder), ["talks.demarche"]);
    }
}

#[test]
fn what_can_not_be_written_leaves_nothing_behind() {
    let folder = folder("not_written");
    let taken = folder.join("taken");
    fs::create_dir(&taken).unwrap();
    fs::write(taken.join("inside"), "").unwrap();
    assert!(little().save(&taken).is_err());
    assert_eq!(names(&folder), ["taken"]);
    assert!(little().save(folder.join("no/such/folder")).is_err());
    assert!(little().save("..").is_err());
}

#[test]
fn a_file_that_is_cut_or_altered_is_refused() {
    let file = folder("damaged").join("talks.demarche");
    let bytes = saved(&little());
    for end in (0..bytes.len()).step_by(7) {
        fs::write(&file, &bytes[..end]).unwrap();
        assert!(Timeline::open(&file).is_err(), "{end}");
    }
    let longer = [bytes.as_slice(), b"\n"].concat();
    fs::write(&file, longer).unwrap();
    assert!(Timeline::open(&file).unwrap_err().is_altered());
}

/// A file is read at several places at once, a stream in order: they tell the same, also of what is wrong.
#[test]
fn a_file_tells_what_a_stream_does() {
    let path = folder("streamed").join("talks.demarche");
    let mut opened = 0;
    let mut same = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let told = |of: Result<Timeline, demarche::OpenError>| match of {
            Ok(t) => Ok(saved(&t)),
            Err(error) => Err(error.to_string()),
        };
        let (file, stream) = (
            told(Timeline::open(&path)),
            told(Timeline::open_from(bytes)),
        );
        opened += usize::from(file.is_ok());
        // Of a file it is known how long it is, so that it may be found sooner that it is cut.
        if file.is_ok()
            || !file
                .as_ref()
                .is_err_and(|error| error.contains("ends within"))
        {
            assert_eq!(file, stream);
        }
        assert!(stream.is_ok() == file.is_ok());
    };
    let mut rng = Rng::new(23);
    for t in [nothing(), little(), far(), everything()] {
        let bytes = saved(&t);
        same(&bytes);
        let list = blocks(&bytes);
        for number in 0..list.len() {
            let mut other = list.clone();
            other.remove(number);
            same(&file(&other));
            let mut other = list.clone();
            other.swap(number, (number + 1) % list.len());
            same(&file(&other));
            let mut other = list.clone();
            other[number].payload.extend([0; 8]);
            same(&file(&other));
        }
        for _ in 0..60 {
            let mut altered = bytes.clone();
            let at = rng.below(altered.len());
            altered[at] = altered[at].wrapping_add(rng.between(1, 255) as u8);
            same(&altered);
            same(&bytes[..at]);
        }
    }
    assert!(opened >= 4);
}
