//! The events of each actor.

use super::columns::Columns;
use super::rows::Rows;

/// The events in which each of so many actors has any part, in file order, each event once. Linear.
pub(crate) fn postings(columns: &Columns, actors: usize) -> Rows<u32> {
    let mut ends = vec![0u32; actors];
    each(columns, actors, |actor, _| ends[actor as usize] += 1);
    let mut total = 0;
    for end in &mut ends {
        // Where the row begins; it ends where it was filled.
        total += std::mem::replace(end, total);
    }
    let mut values = vec![0u32; total as usize];
    each(columns, actors, |actor, event| {
        let slot = &mut ends[actor as usize];
        values[*slot as usize] = event;
        *slot += 1;
    });
    Rows::of_parts(ends, values)
}

/// Rows of so many are searched for who came before.
const SHORT: usize = 8;

/// Says each actor of each event, once.
fn each(columns: &Columns, actors: usize, mut say: impl FnMut(u32, u32)) {
    // The event of a long row that was last said of each actor.
    let mut last = vec![u32::MAX; actors];
    for event in 0..columns.len() {
        let row = columns.involved.of(event);
        if row.len() > SHORT {
            for involved in row {
                let slot = &mut last[involved.actor as usize];
                if *slot != event {
                    *slot = event;
                    say(involved.actor, event);
                }
            }
            continue;
        }
        for (at, involved) in row.iter().enumerate() {
            if row[..at].iter().all(|own| own.actor != involved.actor) {
                say(involved.actor, event);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Presence;
    use crate::timeline::columns::{EventKind, Involved, Part};

    #[test]
    fn rows_of_any_length_list_each_actor_once() {
        let mut columns = Columns::default();
        for (event, count) in (0u32..).zip([3, 8, 9, 20]) {
            columns.kind.push(EventKind::Meeting);
            let row = (0..count).map(|i| Involved {
                actor: i % 5,
                part: Part::Participant,
                role: None,
                presence: Presence::Reported,
            });
            columns.involved.put(event, row);
        }
        let rows = postings(&columns, 5);
        let all: Vec<&[u32]> = (0..5).map(|actor| rows.of(actor)).collect();
        assert_eq!(
            all,
            [
                &[0, 1, 2, 3][..],
                &[0, 1, 2, 3],
                &[0, 1, 2, 3],
                &[1, 2, 3],
                &[1, 2, 3]
            ]
        );
    }

    #[test]
    fn every_event_of_an_actor_is_listed_once() {
        let mut columns = Columns::default();
        let part = |actor, part| Involved {
            actor,
            part,
            role: None,
            presence: Presence::Reported,
        };
        let rows = [vec![2, 0, 2], vec![], vec![0], vec![2, 2]];
        for (event, row) in (0u32..).zip(rows) {
            columns.kind.push(EventKind::Statement);
            let row = row.into_iter().map(|actor| part(actor, Part::By));
            columns.involved.put(event, row);
        }
        let rows = postings(&columns, 4);
        let all: Vec<&[u32]> = (0..4).map(|actor| rows.of(actor)).collect();
        assert_eq!(all, [&[0, 2][..], &[], &[0, 3], &[]]);
    }
}
