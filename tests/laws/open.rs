//! Laws of open questions: their counts are what a naive recount finds.

use demarche::{Claim, EventId, EventView, Relation, Selection, Timeline};
use proptest::prelude::*;

use crate::assume::claim;
use crate::sample::{cases, samples};

fn is_open(t: &Timeline, x: EventId, y: EventId) -> bool {
    let possible = t.possible_relations(x, y);
    possible.contains(Relation::Before) && possible.contains(Relation::After)
}

/// The open pairs among some events, by their places.
fn open(t: &Timeline, events: &[EventId]) -> Vec<(usize, usize)> {
    let n = events.len();
    let all = (0..n).flat_map(|x| (x + 1..n).map(move |y| (x, y)));
    all.filter(|&(x, y)| is_open(t, events[x], events[y]))
        .collect()
}

/// What an answer settles, the pair itself left out.
fn recount(t: &Timeline, events: &[EventId], first: EventId, second: EventId) -> usize {
    let key = |e: EventId| t.event(e).expect("known").key().to_owned();
    let claim = Claim::that(key(first)).is(Relation::Before, key(second));
    let next = t.assume(claim).expect("it is possible");
    open(t, events).len() - open(&next, events).len() - 1
}

fn check(t: &Timeline, events: &[EventId], selection: Selection) -> Result<(), TestCaseError> {
    let found = t.open_questions(selection).expect("few");
    prop_assert_eq!(found.len(), open(t, events).len());
    let mut last = None;
    for question in found {
        let (x, y) = (question.left().id(), question.right().id());
        prop_assert!(x < y && events.contains(&x) && events.contains(&y) && is_open(t, x, y));
        prop_assert_eq!(
            question.settled_if_before(),
            recount(t, events, x, y),
            "{}",
            question
        );
        prop_assert_eq!(
            question.settled_if_after(),
            recount(t, events, y, x),
            "{}",
            question
        );
        let (least, most) = (question.settled_at_least(), question.settled_at_most());
        let both = [question.settled_if_before(), question.settled_if_after()];
        prop_assert_eq!([least, most], [both[0].min(both[1]), both[0].max(both[1])]);
        let place = (std::cmp::Reverse(least), std::cmp::Reverse(most), x, y);
        prop_assert!(last.is_none_or(|last| last < place));
        last = Some(place);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn counts_are_those_of_a_recount(sample in samples()) {
        let mut t = sample.set_aside();
        let mut rng = sample.rng();
        if rng.chance(50)
            && !t.is_empty()
            && let Ok(next) = t.assume(claim(&mut rng, &sample))
        {
            t = next;
        }
        let all: Vec<EventId> = t.events().map(EventView::id).collect();
        check(&t, &all, Selection::all())?;
        let some: Vec<EventId> = all.into_iter().filter(|_| rng.chance(60)).collect();
        check(&t, &some, some.iter().copied().collect())?;
    }
}
