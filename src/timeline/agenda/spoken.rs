//! When each actor may begin to speak, as ticks in order.

use super::OPEN_PART;
use super::gather::Statements;
use crate::timeline::rows::Rows;

/// The earliest and the latest beginnings of the statements of each actor, each in order: 16 bytes a speaker.
///
/// What may begin between two ticks is what begins by the second at the earliest, less what begins before the
/// first at the latest: two searches, however many there are.
#[derive(Clone, Debug)]
pub(crate) struct Spoken {
    earliest: Rows<i64>,
    latest: Rows<i64>,
}

impl Spoken {
    /// Linear.
    pub(super) fn new(actors: usize, s: &Statements) -> Spoken {
        let of = |row: usize, tick: i64| {
            let ids = s.people.of(row).iter();
            ids.map(move |&id| (id & !OPEN_PART, tick))
        };
        let early = (0..s.len()).flat_map(|row| of(row, s.begin_lo[row]));
        let late = s.by_begin_hi.iter().flat_map(|&row| {
            let row = row as usize;
            of(row, s.begin_hi[row])
        });
        Spoken {
            earliest: Rows::group(actors, early),
            latest: Rows::group(actors, late),
        }
    }

    /// How many statements of an actor may begin between two ticks, both inclusive.
    pub(crate) fn count(&self, actor: u32, from: i64, to: i64) -> usize {
        if from > to {
            return 0;
        }
        let begun = self.earliest.of(actor).partition_point(|&lo| lo <= to);
        begun - self.latest.of(actor).partition_point(|&hi| hi < from)
    }

    /// The latest beginnings of an actor's statements, in order.
    pub(crate) fn latest(&self, actor: u32) -> &[i64] {
        self.latest.of(actor)
    }
}
