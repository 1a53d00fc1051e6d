//! What stands in the tables of timelines that come with the crate.

use demarche::{Table, Tables, Timeline};

use crate::naive::expected;
use crate::rows::{Value, all_rows, row, rows, value};
use crate::{Folder, examples};

/// What follows of an event, as its windows say, where no claim connects it to another.
fn alone(t: &Timeline, key: &str) -> [Value; 3] {
    let event = t.event(key).unwrap();
    let (begin, end) = (event.begin(), event.end());
    let most = |a: Option<demarche::Bound>, b: Option<demarche::Bound>| {
        Some(i64::try_from(b?.micros() - a?.micros()).unwrap())
    };
    if event.is_instant() {
        return row![0, 0, None::<i64>].try_into().unwrap();
    }
    let least = most(begin.latest, end.earliest).unwrap_or(0).max(0);
    row![least, most(begin.earliest, end.latest), None::<i64>]
        .try_into()
        .unwrap()
}

#[test]
fn tables_hold_what_plain_loops_find() {
    let folder = Folder::new("contents");
    for (name, t) in examples() {
        for by_year in [false, true] {
            let place = folder.join(format!("{name}-{by_year}"));
            Tables::new()
                .by_year(by_year)
                .row_group(3)
                .write(&t, &place)
                .unwrap();
            let found = all_rows(&place);
            // What claims make of it is compared with the oracle, on random timelines.
            let solved = |key: &str| {
                let alone = alone(&t, key);
                let events = found[&Table::Events].iter();
                let event = events
                    .into_iter()
                    .find(|row| row[1] == Value::from(key))
                    .unwrap();
                let told = ["least", "most", "component"]
                    .map(|name| value(Table::Events, event, name).clone());
                let is_alone = t.connected_with(key).unwrap().count() == 1;
                assert_eq!(is_alone, told[2] == Value::Null, "{name}: {key}");
                if is_alone { alone } else { told }
            };
            let expected = expected(&t, name == "both", solved);
            for table in Table::ALL {
                if table != Table::Distances {
                    assert_eq!(found[&table], expected[&table], "{name}: {table}");
                }
            }
        }
    }
}

#[test]
fn several_entries_for_one_actor_are_one_row_for_each_role() {
    use demarche::Role::{Guest, Host, Observer};
    use demarche::prelude::*;

    let folder = Folder::new("entries");
    let mut t = Timeline::builder();
    t.add(["a", "b", "c", "x", "y"].map(|key| Actor::person(key, key)));
    t.add(
        Meeting::new("talks")
            .with(Participant::new("a").denied())
            .with(Participant::new("a").role(Guest).implied().acting_for("x"))
            .with(Participant::new("a").role(Host))
            .with(
                Participant::new("a")
                    .role(Guest)
                    .denied()
                    .acting_for("y")
                    .acting_for("x"),
            )
            .with(Participant::new("b").implied())
            .with(Participant::new("b").role(Observer).implied())
            .with(Participant::new("c").denied()),
    );
    t.build().unwrap().write_tables(folder.join("t")).unwrap();
    let found = rows(&folder.join("t"), Table::Participants);
    let none = None::<&str>;
    let expected = [
        row!["talks", "a", "participant", none, "denied", 2, none],
        row!["talks", "a", "participant", "guest", "reported", 0, "x,y"],
        row!["talks", "a", "participant", "host", "reported", 1, none],
        row!["talks", "b", "participant", none, "implied", 0, none],
        row!["talks", "b", "participant", "observer", "implied", 1, none],
        row!["talks", "c", "participant", none, "denied", 0, none],
    ];
    let found: Vec<_> = found.iter().map(|row| row[..7].to_vec()).collect();
    assert_eq!(found, expected);
}

/// A component that is too large for its minimal network to be kept.
#[test]
fn distances_of_a_long_chain_are_its_steps() {
    use demarche::prelude::*;

    let folder = Folder::new("chain");
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    t.add(
        (0..300)
            .map(|i| Statement::new(format!("s{i}")).by("a"))
            .collect::<Vec<_>>(),
    );
    let after = |i: i64| Claim::that(format!("s{}", i + 1)).is(After, format!("s{i}"));
    t.add((0..299).map(after).collect::<Vec<_>>());
    t.build().unwrap().write_tables(folder.join("t")).unwrap();
    let mut expected = Vec::new();
    for later in 0..300_i64 {
        for earlier in 0..later {
            let apart = earlier - later;
            let (x, y) = (format!("s{later}"), format!("s{earlier}"));
            expected.push(row![0, &*x, &*y, apart, apart, apart, apart]);
        }
    }
    assert!(rows(&folder.join("t"), Table::Distances) == expected);
}
