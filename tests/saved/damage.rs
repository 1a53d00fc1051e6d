//! A file that is cut short or altered is an error, wherever that is.

use demarche::{OpenError, Timeline};

use crate::format::{self, Block, MAGIC, blocks, file};
use crate::oracle::rng::Rng;
use crate::small::{everything, far, little, nothing, saved};

fn open(bytes: &[u8]) -> Result<Timeline, OpenError> {
    Timeline::open_from(bytes)
}

#[test]
fn a_file_may_be_cut_nowhere() {
    for t in [nothing(), little(), everything()] {
        let bytes = saved(&t);
        for end in 0..bytes.len() {
            let error = open(&bytes[..end]).expect_err("it is cut");
            let head = MAGIC.len() + 4;
            assert_eq!(
                (error.is_not_saved(), error.is_cut()),
                (end < head, end >= head),
                "{end}: {error}"
            );
        }
    }
}

#[test]
fn no_block_may_be_the_last_but_the_end() {
    let bytes = saved(&far());
    for end in format::ends(&bytes) {
        let error = open(&bytes[..end]).expect_err("it is cut");
        assert!(error.is_cut() && error.block().is_some(), "{end}: {error}");
    }
}

#[test]
fn no_bit_may_be_another() {
    let mut bytes = saved(&little());
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&bytes).is_err(), "bit {bit}");
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    open(&bytes).expect("as it was saved");
}

#[test]
fn no_bits_of_a_larger_file_may_be_others() {
    let bytes = saved(&everything());
    let mut rng = Rng::new(5);
    for case in 0..3_000 {
        let mut altered = bytes.clone();
        for _ in 0..rng.between(1, 3) {
            let at = rng.below(altered.len());
            altered[at] = altered[at].wrapping_add(rng.between(1, 255) as u8);
        }
        assert!(altered == bytes || open(&altered).is_err(), "{case}");
    }
}

#[test]
fn nothing_stands_behind_the_end() {
    let mut bytes = saved(&little());
    bytes.push(0);
    let error = open(&bytes).expect_err("a byte too many");
    assert!(error.is_altered());
    assert_eq!(error.block(), Some("end"));
}

#[test]
fn blocks_stand_in_their_order_and_each_once() {
    let blocks = blocks(&saved(&little()));
    let bad = |change: &dyn Fn(&mut Vec<Block>)| {
        let mut other = blocks.clone();
        change(&mut other);
        other != blocks && open(&file(&other)).is_ok()
    };
    for i in 0..blocks.len() {
        assert!(!bad(&|list| drop(list.remove(i))), "{i} is missing");
        assert!(
            !bad(&|list| list.insert(i, list[i].clone())),
            "{i} comes twice"
        );
        assert!(
            !bad(&|list| list.swap(i, (i + 1) % blocks.len())),
            "{i} is swapped"
        );
        assert!(!bad(&|list| list[i].name.push('x')), "{i} is renamed");
    }
}

#[test]
fn errors_say_what_is_wrong() {
    let bytes = saved(&little());
    let says = |bytes: &[u8], expected: &str| {
        let error = open(bytes).expect_err("not a saved timeline");
        assert_eq!(error.to_string(), expected);
        error
    };
    let error = says(b"{\"type\":\"timeline\"}\n", "not a saved timeline");
    assert!(error.is_not_saved() && !error.is_altered() && error.block().is_none());
    // As it would be were it sent as text.
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    says(text.as_bytes(), "not a saved timeline");
    let mut newer = bytes.clone();
    newer[MAGIC.len()] = 2;
    let error = says(
        &newer,
        "a saved timeline of version 2, from a later release; this one reads version 1",
    );
    assert!(error.is_other_version());
    newer[MAGIC.len()] = 0;
    says(
        &newer,
        "a saved timeline of version 0, which there is not; this release reads version 1",
    );
    let error = says(
        &bytes[..100],
        "the file ends within block `timeline.records.files.names.bytes`",
    );
    assert!(error.is_cut());
    let mut altered = bytes.clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    let error = says(
        &altered,
        "block `end` is not what was saved: its checksum is another",
    );
    assert!(error.is_altered());
    let error = Timeline::open("no/such/file").expect_err("there is none");
    assert!(error.is_io() && error.to_string().starts_with("can't be read: "));
}

/// However long a block says that it is, no more room is taken than there can be need of.
#[test]
fn lengths_are_not_believed() {
    let list = blocks(&saved(&little()));
    for number in 0..list.len() {
        for length in [1 << 40, u64::MAX / 840 * 840, u64::MAX] {
            let head = file(&list[..number]);
            // The head of the end takes 1 + 3 + 8 bytes, what it holds 8, its checksum 4.
            let mut bytes = head[..head.len() - 24].to_vec();
            let name = &list[number].name;
            bytes.push(name.len() as u8);
            bytes.extend(name.as_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend([0; 900]);
            let error = open(&bytes).expect_err("it is not so long");
            assert_eq!(error.block(), Some(name.as_str()));
        }
    }
}
