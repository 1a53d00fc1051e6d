//! What overlaps a stretch of time, against looking at all events.

use super::*;
use crate::model::{Actor, Meeting};
use crate::time::{DAY, days_from_civil};
use crate::timeline::{Moment, Timeline};
use proptest::prelude::*;

/// Dates of all widths: days, months, years, centuries, and without bounds.
fn dates() -> impl Strategy<Value = Option<String>> {
    let day = || (1990..2030i32, 1..13u8, 1..29u8);
    prop_oneof![
        day().prop_map(|(y, m, d)| Some(format!("{y}-{m:02}-{d:02}"))),
        day().prop_map(|(y, m, _)| Some(format!("{y}-{m:02}"))),
        day().prop_map(|(y, ..)| Some(y.to_string())),
        (day(), day()).prop_map(|(a, b)| {
            let (a, b) = (a.min(b), a.max(b));
            let told = |(y, m, d): (i32, u8, u8)| format!("{y}-{m:02}-{d:02}");
            Some(format!("[{}..{}]", told(a), told(b)))
        }),
        Just(Some("[1500..2100]".to_string())),
        day().prop_map(|(y, m, d)| Some(format!("{y}-{m:02}-{d:02}/.."))),
        day().prop_map(|(y, ..)| Some(format!("../{y}"))),
        Just(None),
    ]
}

fn tick() -> impl Strategy<Value = i128> {
    let day = (1985..2035i64, 1..13u8, 1..29u8).prop_map(|(y, m, d)| days_from_civil(y, m, d));
    (day, -1..2i128).prop_map(|(day, o)| day * i128::from(DAY) + o)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_can_overlap_is_left_out(
        dates in prop::collection::vec(dates(), 1..40),
        stretches in prop::collection::vec((tick(), tick(), 0..4u8), 1..8),
    ) {
        let mut t = Timeline::builder();
        t.add(Actor::person("a", "Ada"));
        for (i, date) in dates.iter().enumerate() {
            let meeting = Meeting::new(format!("m{i}")).with("a");
            t.add(match date {
                Some(date) => meeting.on(date.as_str()),
                None => meeting,
            });
        }
        let t = t.build().expect("sound");
        let index = t.time_index();
        let list = index.of_actor(0);
        prop_assert_eq!(list.len(), dates.len());
        for (from, to, open) in stretches {
            let (from, to) = (from.min(to), from.max(to));
            let from = if open & 1 > 0 { -OPEN } else { from };
            let to = if open & 2 > 0 { OPEN } else { to };
            let runs = index.overlapping(list, from, to);
            let found: Vec<u32> = runs.into_iter().flatten().copied().collect();
            for &event in list.events() {
                let times = found.iter().filter(|e| **e == event).count();
                prop_assert!(times <= 1);
                let (lo, hi) = (t.bounds(Moment::begin(event)).0, t.bounds(Moment::end(event)).1);
                let can = lo <= to && hi >= from;
                prop_assert!(!can || times == 1, "{event} in {from}..{to}");
                prop_assert!(!can || index.may_overlap(event, from, to));
            }
            prop_assert!(index.share(100, from, to) <= 100);
        }
    }
}
