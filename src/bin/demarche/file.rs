//! Opening files, and what is said of those that can't be read.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use demarche::{Fault, Origin, Timeline, nearest};

use super::args::{ReadFormat, ending};
use super::progress::Progress;
use super::shell::quoted;

/// So much of a file is looked at before it is read.
const HEAD: u64 = 1 << 13;

/// Whether a file stands for standard input or output.
pub(crate) fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What messages call a file.
pub(crate) fn name(file: &Path) -> String {
    if is_standard(file) {
        "<stdin>".to_owned()
    } else {
        file.display().to_string()
    }
}

/// What is wrong with a file as a whole.
pub(crate) fn fault(file: &Path, message: impl Into<String>) -> Fault {
    Fault::new(message).at(Origin::new(name(file), 0))
}

/// Opens a file of text, and tells how far it is read.
///
/// # Errors
///
/// Why it can't be opened, or that what it holds is no text of this format, or, without one, of none that can be told.
pub(crate) fn open(
    file: &Path,
    format: Option<ReadFormat>,
    progress: &Progress,
) -> Result<Box<dyn Read>, Fault> {
    let (mut reader, length): (Box<dyn Read>, Option<u64>) = if is_standard(file) {
        (Box::new(io::stdin().lock()), None)
    } else {
        let opened = open_file(file)?;
        let about = opened.metadata().ok().filter(fs::Metadata::is_file);
        (Box::new(opened), about.map(|about| about.len()))
    };
    let mut head = Vec::new();
    let looked = (&mut reader).take(HEAD).read_to_end(&mut head);
    looked.map_err(|error| unreadable(file, &error))?;
    if let Some(what) = no_text(&head, file).or_else(|| other(&head, format, file)) {
        return Err(fault(file, what));
    }
    let whole = Box::new(io::Cursor::new(head).chain(reader));
    Ok(progress.watch(&name(file), length, whole))
}

/// Opens a file.
fn open_file(file: &Path) -> Result<File, Fault> {
    check(file)?;
    File::open(file).map_err(|error| unreadable(file, &error))
}

/// Whether a file is there to be opened.
///
/// # Errors
///
/// That it is not, and what to do.
pub(crate) fn check(file: &Path) -> Result<(), Fault> {
    match fs::metadata(file) {
        Ok(about) if about.is_dir() => Err(fault(file, folder(file))),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(fault(file, not_there(file))),
        Err(error) => Err(unreadable(file, &error)),
    }
}

/// Whether a file is a folder with the tables that `export` writes.
pub(crate) fn holds_tables(folder: &Path) -> bool {
    let names = ["timeline.parquet", "timeline", "records.parquet", "records"];
    !is_standard(folder) && folder.is_dir() && names.iter().any(|name| folder.join(name).exists())
}

/// That reading a file failed.
pub(crate) fn unreadable(file: &Path, error: &io::Error) -> Fault {
    fault(file, format!("can't be read: {error}"))
}

/// That there is no such file to add to, and how to begin one.
pub(crate) fn not_begun(file: &Path) -> Option<Fault> {
    let missing = fs::metadata(file).err()?;
    let folder = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let is_begun =
        folder.unwrap_or(Path::new(".")).is_dir() && missing.kind() == ErrorKind::NotFound;
    let told = not_there(file);
    let and = if told.ends_with('?') { "" } else { "," };
    let name = quoted(&file.display().to_string());
    let how = format!("{told}{and} `demarche init --empty {name}` begins one of your own");
    is_begun.then(|| fault(file, how))
}

/// That there is no such file, and what may be meant.
fn not_there(file: &Path) -> String {
    let parent = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return format!("there is no folder {:?}", folder.display().to_string());
    }
    let wanted = file.file_name().unwrap_or_default().to_string_lossy();
    let there = entries(folder);
    let meant = nearest(&wanted, there.iter().map(String::as_str));
    match meant {
        Some(meant) => {
            let meant = parent.map_or_else(|| meant.clone().into(), |parent| parent.join(&meant));
            let meant = meant.display().to_string();
            format!("there is no such file; did you mean {meant:?}?")
        }
        None => {
            let file = if is_other(file) {
                String::new()
            } else {
                format!(" {}", quoted(&file.display().to_string()))
            };
            format!("there is no such file; `demarche init{file}` writes one to learn from")
        }
    }
}

/// Whether the ending of a file says that it holds no JSON Lines.
pub(crate) fn is_other(file: &Path) -> bool {
    let format = ReadFormat::of_ending(file);
    !matches!(format, None | Some(ReadFormat::Json | ReadFormat::Jsonl))
}

/// That it is a folder, and what may be meant.
fn folder(file: &Path) -> String {
    let mut inside = entries(file).into_iter();
    let inside = inside.find(|name| ReadFormat::of_ending(Path::new(name)).is_some());
    let such = inside.map_or_else(String::new, |inside| {
        format!(" such as {:?}", file.join(inside).display().to_string())
    });
    format!(
        "is a folder; name a file in it{such}, or say --from state-department if it holds that department's records"
    )
}

/// The names in a folder, sorted.
fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// That a file which begins so holds no text, and what to do.
fn no_text(head: &[u8], file: &Path) -> Option<String> {
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if Timeline::is_saved(head) {
        return Some("is a saved timeline; say --from saved".to_owned());
    }
    let what = if head.starts_with(b"PK\x03\x04") {
        "an archive, as spreadsheets and documents of an office are; save the sheet as CSV"
            .to_owned()
    } else if head.starts_with(b"\x1f\x8b") {
        format!(
            "compressed; `gzip -dc {}` gives what it holds",
            quoted(&name(file))
        )
    } else if head.starts_with(b"%PDF-") {
        "a PDF, which is not read".to_owned()
    } else if head.contains(&0) && !is_utf16 {
        "no text; timelines are JSON Lines, JSON, CSV and the other formats that --help lists"
            .to_owned()
    } else {
        return None;
    };
    Some(format!("is {what}"))
}

/// That a file which begins so is not what files of no known ending are taken for, and what it may be.
fn other(head: &[u8], format: Option<ReadFormat>, file: &Path) -> Option<String> {
    if format.is_some() {
        return None;
    }
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let text = text.trim_start();
    if text.is_empty() || text.starts_with(['{', '[', '\u{fffd}']) {
        return None;
    }
    let ending = ending(file).unwrap_or_default();
    if ["gexf", "graphml", "html", "ics", "svg"].contains(&&*ending) {
        return Some(
            "is of a format that is written, and not read; --help lists those that are read"
                .to_owned(),
        );
    }
    let line = text.lines().next().unwrap_or_default();
    let say = if text.starts_with('<') && text.contains("<TimeML") {
        "it looks like TimeML: say --from timeml"
    } else if line.contains('\t') {
        "it looks like a table: say which with --from, such as --from quads or --from icews"
    } else if line.contains(',') {
        "it looks like CSV: say --from csv"
    } else {
        "say with --from what it is; --help lists the formats"
    };
    let unknown = match is_standard(file) {
        true => "",
        false => "has no known ending, and ",
    };
    Some(format!("{unknown}does not begin as JSON does; {say}"))
}
