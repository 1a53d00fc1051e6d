//! What is worth asking next: an order that would settle others, or a claim that contradicts others.

use std::io::{self, Write};

use demarche::{Conflict, OpenQuestion, Selection, StatedClaim, Timeline};

use super::output::{count, plain};

/// All pairs of so many events are compared in no time.
const MOST: usize = 200;

/// Writes which order of two events would settle most.
pub(crate) fn write_order(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let few = timeline.len() <= MOST;
    let selection = if few {
        Selection::all()
    } else {
        let open = timeline.order().filter(|placed| !placed.determinate);
        open.take(MOST).map(|placed| placed.event.id()).collect()
    };
    let next = timeline.open_questions(selection).ok();
    let Some(question) = next.and_then(|mut questions| questions.next()) else {
        return match few {
            true => writeln!(
                out,
                "ask next: nothing, no two events could have come either way round"
            ),
            false => writeln!(
                out,
                "ask next: nothing, no two of the first {MOST} events whose order is open could have come either way \
                 round"
            ),
        };
    };
    let among = match few {
        true => String::new(),
        false => format!(" (of the first {MOST} events whose order is open)"),
    };
    writeln!(out, "ask next: {}{among}", plain(&sentence(question)))
}

fn sentence(question: OpenQuestion<'_>) -> String {
    let (left, right) = (question.left().key(), question.right().key());
    let settles = match (question.settled_if_before(), question.settled_if_after()) {
        (0, 0) => "no other order hangs on it".to_owned(),
        (one, other) if one == other => format!("either settles {}", count(one, "other order")),
        (before, after) => format!(
            "before settles {}, after {after}",
            count(before, "other order")
        ),
    };
    format!("was {left:?} before {right:?}, or after it? {settles}")
}

/// Writes on which claim most conflicts hang; among such, the weakest of the first conflict.
pub(crate) fn write_claim(conflicts: &[Conflict], out: &mut dyn Write) -> io::Result<()> {
    let numbers = |claim: &StatedClaim| -> Vec<usize> {
        let all = conflicts.iter().zip(1..);
        let with = all.filter(|(conflict, _)| conflict.claims().contains(claim));
        with.map(|(_, number)| number).collect()
    };
    let weakest = conflicts.iter().map(Conflict::set_aside);
    let others = conflicts.iter().flat_map(Conflict::claims);
    let mut most: Option<(&StatedClaim, Vec<usize>)> = None;
    for claim in weakest.chain(others) {
        let found = numbers(claim);
        if most
            .as_ref()
            .is_none_or(|(_, numbers)| found.len() > numbers.len())
        {
            most = Some((claim, found));
        }
    }
    let Some((claim, numbers)) = most else {
        return Ok(());
    };
    let claim = plain(&claim.to_string());
    match numbers.as_slice() {
        [number] => writeln!(
            out,
            "ask next: is it so that {claim}? conflict {number} hangs on it"
        ),
        numbers => writeln!(
            out,
            "ask next: is it so that {claim}? {} hang on it",
            count(numbers.len(), "conflict")
        ),
    }
}
