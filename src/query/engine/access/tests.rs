//! Candidates by times against judging all events.

use crate::query::certainty::{Certainty, judge_pair};
use crate::query::engine::prepared::Prepared;
use crate::query::engine::resolved::FREE;
use crate::query::formula::Formula;
use crate::query::pattern::Pattern;
use crate::query::projection::BUDGET;
use crate::time::{Gap, Relation, RelationSet};
use crate::timeline::Timeline;
use crate::{Actor, Claim, Meeting, Statement};
use proptest::prelude::*;

/// Events on some days, for some days, without end or beginning, and some bound only by others.
fn timeline(dates: &[(u8, u8, u8)]) -> Timeline {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    for (i, &(day, length, how)) in dates.iter().enumerate() {
        let (first, last) = (1 + day % 20, 1 + day % 20 + length % 8);
        let meeting = Meeting::new(format!("e{i}")).with("a");
        match how % 7 {
            0 => t.add(meeting.on(format!("2025-04-{first:02}"))),
            1 => t.add(meeting.on(format!("2025-04-{first:02}/2025-04-{last:02}"))),
            2 => t.add(meeting.on(format!("2025-04-{first:02}/.."))),
            3 => t.add(meeting.on(format!("../2025-04-{last:02}"))),
            4 => t.add(
                Statement::new(format!("e{i}"))
                    .by("a")
                    .on(format!("2025-04-{first:02}")),
            ),
            _ => t.add(meeting),
        };
        if i > 0 && how % 7 == 6 {
            let near = Claim::that(format!("e{i}")).is(Relation::After, format!("e{}", i - 1));
            t.add(near.within(crate::days(u32::from(length % 8) + 1)));
        }
    }
    t.policy(crate::Policy::SetAside);
    t.build().expect("sound")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_event_is_left_out_that_can_stand_so_to_another(
        dates in prop::collection::vec(any::<(u8, u8, u8)>(), 2..24),
        bits in 1..(1u16 << 13),
        days in (0..5u8, 0..9u8),
    ) {
        let t = timeline(&dates);
        let set: RelationSet = Relation::ALL
            .into_iter()
            .filter(|r| bits & 1 << *r as u16 > 0)
            .collect();
        let names: Vec<&str> = set.iter().map(Relation::name).collect();
        let gapped = set.is_subset(RelationSet::GAPPED);
        let limits = if gapped { format!(" at least {}d within {}d", days.0, days.0 + days.1) } else { String::new() };
        let gap = if gapped {
            Gap {
                min: Some(crate::days(u32::from(days.0))),
                max: Some(crate::days(u32::from(days.0 + days.1))),
            }
        } else {
            Gap::default()
        };
        let text = format!("find ?x, ?y where ?x ({}) ?y{limits}", names.join("|"));
        let pattern: Pattern = text.parse().expect("a pattern");
        let prepared = Prepared::new(&t, &pattern, BUDGET).expect("sound");
        for bound in [0usize, 1] {
            for known in 0..dates.len() as u32 {
                let mut run = prepared.run();
                run.env.fill(FREE);
                run.env[bound] = known;
                let path = run.path_to(&prepared.resolved.top, 1 - bound as u16);
                let mut found = Vec::new();
                super::candidates(&t, &path, &mut found);
                for other in 0..dates.len() as u32 {
                    let (x, y) = if bound == 0 { (known, other) } else { (other, known) };
                    let sure = judge_pair(&t, Formula { x, set, y, gap });
                    let times = found.iter().filter(|e| **e == other).count();
                    prop_assert!(times <= 1);
                    prop_assert!(
                        sure == Certainty::Impossible || times == 1,
                        "{text}: {x} {y} {path:?}"
                    );
                }
            }
        }
    }
}
