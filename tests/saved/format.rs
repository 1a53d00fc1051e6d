//! The format as `docs/format.md` has it, told apart and put together without the crate.

use std::collections::BTreeSet;

use demarche::Timeline;

use crate::small;

pub const MAGIC: &[u8] = b"\x89demarche\r\n\x1a";

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub name: String,
    pub payload: Vec<u8>,
}

/// The CRC-32 of ISO 3309, bit by bit.
pub fn checksum(parts: &[&[u8]]) -> u32 {
    let mut sum = u32::MAX;
    for byte in parts.iter().copied().flatten() {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    !sum
}

/// The blocks of a file, all but the last, which must be as it should.
pub fn blocks(file: &[u8]) -> Vec<Block> {
    let mut at = MAGIC.len() + 4;
    let mut take = |count: usize| {
        at += count;
        &file[at - count..at]
    };
    let mut all = file[..MAGIC.len() + 4].to_vec();
    assert_eq!(all, [MAGIC, &1u32.to_le_bytes()].concat());
    let mut blocks = Vec::new();
    loop {
        let size = take(1);
        let name = take(usize::from(size[0]));
        let length = take(8);
        let payload = take(u64::from_le_bytes(length.try_into().unwrap()) as usize);
        let sum = take(4);
        let expected = checksum(&[size, name, length, payload]);
        assert_eq!(sum, expected.to_le_bytes());
        if name == b"end" {
            let count = blocks.len() as u32;
            let end = [count.to_le_bytes(), checksum(&[&all]).to_le_bytes()];
            assert_eq!(payload, end.concat());
            assert_eq!(at, file.len());
            return blocks;
        }
        all.extend([size, name, length, sum].concat());
        blocks.push(Block {
            name: String::from_utf8(name.to_vec()).unwrap(),
            payload: payload.to_vec(),
        });
    }
}

/// A file of these blocks, with the right checksums.
pub fn file(blocks: &[Block]) -> Vec<u8> {
    let mut file = [MAGIC, &1u32.to_le_bytes()].concat();
    let mut all = file.clone();
    let mut add = |name: &str, payload: &[u8], all: &mut Vec<u8>| {
        let mut head = vec![name.len() as u8];
        head.extend(name.as_bytes());
        head.extend((payload.len() as u64).to_le_bytes());
        let sum = checksum(&[&head, payload]).to_le_bytes();
        file.extend([&head, payload, &sum].concat());
        all.extend([&head[..], &sum].concat());
    };
    for block in blocks {
        add(&block.name, &block.payload, &mut all);
    }
    let count = blocks.len() as u32;
    let end = [count.to_le_bytes(), checksum(&[&all]).to_le_bytes()];
    add("end", &end.concat(), &mut all);
    file
}

/// Where blocks end, the head among them.
pub fn ends(file: &[u8]) -> Vec<usize> {
    let mut at = MAGIC.len() + 4;
    let mut ends = vec![at];
    for block in blocks(file) {
        at += 1 + block.name.len() + 8 + block.payload.len() + 4;
        ends.push(at);
    }
    ends
}

#[test]
fn files_are_as_the_format_has_it() {
    for t in small::all() {
        let bytes = small::saved(&t);
        assert_eq!(file(&blocks(&bytes)), bytes);
    }
}

#[test]
fn the_checksum_is_the_usual_one() {
    assert_eq!(checksum(&[b"1234", b"56789"]), 0xcbf4_3926);
}

/// Every block is described, and none that there is not.
#[test]
fn the_description_names_every_block() {
    let text = include_str!("../../docs/format.md");
    let told: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| Some(line.split_once('`')?.0))
        .collect();
    let told: BTreeSet<&str> = told.into_iter().collect();
    let mut known = BTreeSet::new();
    for t in small::all() {
        let blocks = blocks(&small::saved(&t));
        known.extend(blocks.into_iter().map(|block| block.name));
    }
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    // Texts and rows are told of once, for all of their kind.
    let parts = |name: &str| {
        let kinds = [
            ".texts.bytes",
            ".texts.ends",
            ".texts.turns",
            ".bytes",
            ".ends",
            ".turns",
            ".tags",
            ".slots",
            ".values",
        ];
        let kind = kinds.iter().find_map(|kind| name.strip_suffix(kind));
        kind.unwrap_or(name).to_owned()
    };
    let known: BTreeSet<String> = known.into_iter().map(parts).collect();
    let told: BTreeSet<String> = told.into_iter().map(str::to_owned).collect();
    assert_eq!(known, told);
}

/// What was saved by the first release that could is read, and would be saved so again.
#[test]
fn a_file_of_version_one_stays_readable() {
    let name = "tests/fixtures/saved/version_1.demarche";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let t = small::everything();
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        t.save(&path).unwrap();
    }
    let opened = Timeline::open(&path).unwrap();
    assert!(opened.records().eq(t.records()));
    assert_eq!(opened.conflicts(), t.conflicts());
    assert_eq!(small::saved(&opened), std::fs::read(&path).unwrap());
    assert_eq!(small::saved(&t), small::saved(&opened));
}
