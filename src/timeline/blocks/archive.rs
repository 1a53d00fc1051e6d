//! Records that are kept as such, with the places where they stand.

use super::{BlockReader, BlockWriter, Stored, Unsound, ensure, join};
use crate::model::{Origin, Record};
use crate::timeline::texts::Texts;
use rustc_hash::FxHashMap;
use std::io;
use std::sync::Arc;

type File = Option<Arc<str>>;

/// The names of files, by number. One may have none.
#[derive(Debug)]
pub(super) struct Files(pub(super) Vec<File>);

impl Stored for Files {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        let named: Vec<u8> = self.0.iter().map(|file| u8::from(file.is_some())).collect();
        let mut names = Texts::default();
        for file in &self.0 {
            names.push(file.as_deref().unwrap_or_default());
        }
        named.store(&join(name, "named"), to)?;
        names.store(&join(name, "names"), to)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Files, R::Error> {
        let block = join(name, "named");
        let named = Vec::<u8>::load(&block, from)?;
        let names = Texts::load(&join(name, "names"), from)?;
        let fits = named.len() == names.len() && named.iter().all(|&named| named < 2);
        ensure(fits, &block, "no marks of names")?;
        let files = named.iter().zip(names.iter());
        let files = files.map(|(&named, text)| (named == 1).then(|| Arc::from(text)));
        Ok(Files(files.collect()))
    }
}

/// The files of events and relations, and behind them those in which only records of the archive stand; and for each
/// of these the number of its file.
pub(super) fn files(known: &[File], archive: &[(Record, Origin)]) -> (Files, Vec<u32>) {
    let mut files = known.to_vec();
    let mut numbers: FxHashMap<File, u32> = FxHashMap::default();
    for (file, number) in known.iter().zip(0u32..) {
        numbers.entry(file.clone()).or_insert(number);
    }
    let mut last: Option<(&File, u32)> = None;
    let of_record = archive.iter().map(|(_, origin)| match last {
        Some((file, number)) if *file == origin.file => number,
        _ => {
            let next = numbers.len() as u32;
            let number = *numbers.entry(origin.file.clone()).or_insert_with(|| {
                files.push(origin.file.clone());
                next
            });
            last = Some((&origin.file, number));
            number
        }
    });
    let of_record = of_record.collect();
    (Files(files), of_record)
}

/// Writes records with their places.
pub(super) fn store<W: BlockWriter>(
    archive: &[(Record, Origin)],
    files: &Vec<u32>,
    name: &str,
    to: &mut W,
) -> io::Result<()> {
    to.records(
        &join(name, "records"),
        archive.iter().map(|(record, _)| record),
    )?;
    let lines: Vec<u32> = archive.iter().map(|(_, origin)| origin.line).collect();
    lines.store(&join(name, "line"), to)?;
    files.store(&join(name, "file"), to)
}

/// Reads records with their places.
pub(super) fn load<R: BlockReader>(
    files: &Files,
    name: &str,
    from: &mut R,
) -> Result<Vec<(Record, Origin)>, R::Error> {
    let records = from.records(&join(name, "records"))?;
    let block = join(name, "line");
    let lines = Vec::<u32>::load(&block, from)?;
    ensure(
        lines.len() == records.len(),
        &block,
        "not a line for each record",
    )?;
    let block = join(name, "file");
    let of_record = Vec::<u32>::load(&block, from)?;
    ensure(
        of_record.len() == records.len(),
        &block,
        "not a file for each record",
    )?;
    let mut archive = Vec::with_capacity(records.len());
    for ((record, line), file) in records.into_iter().zip(lines).zip(of_record) {
        let file = files.0.get(file as usize).cloned();
        let file = file.ok_or_else(|| Unsound::new(&block, "names what there is not"))?;
        archive.push((record, Origin { file, line }));
    }
    Ok(archive)
}
