//! From a timeline to tables and back.

use demarche::prelude::*;
use demarche::{ImpliedKind, Tables, Timeline};

use super::{Folder, examples};

fn same(one: &Timeline, other: &Timeline) {
    assert!(other.records().eq(one.records()));
    let order = |t: &Timeline| {
        t.order()
            .map(|placed| format!("{placed:?}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(order(one), order(other));
    assert_eq!(one.conflicts().len(), other.conflicts().len());
    for query in [
        "find ?m, ?who where meeting ?m with ?who",
        "find ?a, ?b where event ?a and event ?b and ?a before ?b",
    ] {
        let ask = |t: &Timeline| {
            let answers = t.ask(query).unwrap();
            answers
                .map(|answer| format!("{answer}: {}", answer.explain()))
                .collect::<Vec<_>>()
        };
        assert_eq!(ask(one), ask(other), "{query}");
    }
}

#[test]
fn tables_make_the_same_timeline_again() {
    let folder = Folder::new("again");
    for (name, t) in examples() {
        for by_year in [false, true] {
            let place = folder.join(format!("{name}-{by_year}"));
            Tables::new()
                .by_year(by_year)
                .row_group(7)
                .write(&t, &place)
                .unwrap();
            same(&t, &Timeline::open(&place).unwrap());
        }
    }
}

#[test]
fn what_was_set_aside_or_not_implied_is_so_again() {
    let folder = Folder::new("options");
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside)
        .imply(ImpliedKind::RepliesTo, false);
    t.add(Actor::person("a", "Ada"));
    t.add(Statement::new("question").by("a").on("2025-04-25"));
    t.add(Statement::new("answer").by("a").replies_to("question"));
    t.add(Claim::that("question").on("2025-04-28"));
    let t = t.build().unwrap();
    assert_eq!(t.conflicts().len(), 1);
    let t = t
        .assume(Claim::that("question").is(Before, "answer"))
        .unwrap();
    t.write_tables(folder.join("t")).unwrap();
    let opened = Timeline::open(folder.join("t")).unwrap();
    same(&t, &opened);
    let pair = opened.relate("question", "answer").unwrap();
    assert_eq!(pair.certainty(Before), Certainty::Certain);
}
