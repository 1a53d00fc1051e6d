//! The tables of random timelines against an oracle, and back to timelines.

use std::collections::BTreeMap;

use demarche::{Policy, Table, Tables, Timeline, read_records};

use crate::Folder;
use crate::naive::expected;
use crate::oracle::claims::{Body, Claim, ClaimSet, claims, indices};
use crate::oracle::dense::{Dense, Net};
use crate::oracle::r#gen::Shape;
use crate::oracle::judge::set_aside;
use crate::oracle::patterns::timeline::rich;
use crate::oracle::relation::ALL;
use crate::oracle::spec::Spec;
use crate::rows::{Row, Value, all_rows, row, value};

fn seeds() -> u64 {
    let given = std::env::var("DEMARCHE_SEEDS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(200)
}

#[test]
fn tables_of_random_timelines_say_what_the_oracle_does() {
    let folder = Folder::new("random");
    let place = folder.join("t");
    let mut rows_of_distances = 0;
    for seed in 0..seeds() {
        let shape = if seed % 2 == 0 {
            Shape::Mixed
        } else {
            Shape::Dated
        };
        let spec = rich(seed, shape);
        let text = spec.jsonl();
        let mut builder = Timeline::builder();
        builder.add_input(read_records(text.as_bytes(), "random.jsonl"));
        builder.policy(Policy::SetAside);
        let t = builder.build().unwrap();
        let tables = Tables::new()
            .by_year(seed % 3 == 0)
            .row_group(1 + seed as usize % 5);
        tables.write(&t, &place).unwrap();

        let claims = claims(&spec);
        let prover = Dense::new(&spec, &claims);
        let kept = set_aside(&prover, &claims).unwrap();
        let net = prover.net(kept).unwrap();
        let components = components(&spec, &claims, kept, &t);
        let solved = |key: &str| {
            let event = spec.event(key);
            let least = net
                .difference((event, true), (event, false))
                .map_or(0, |d| -d);
            let most = net.difference((event, false), (event, true));
            row![least, most, components.get(key).copied()]
                .try_into()
                .unwrap()
        };
        let found = all_rows(&place);
        let expected = expected(&t, true, solved);
        for table in Table::ALL {
            if table != Table::Distances {
                assert_eq!(
                    found[&table], expected[&table],
                    "seed {seed}: {table}\n{text}"
                );
            }
        }
        for (event, row) in t.events().zip(&found[&Table::Events]) {
            check_windows(&net, spec.event(event.key()), row);
        }
        rows_of_distances += found[&Table::Distances].len();
        check_distances(&spec, &net, &found[&Table::Distances], &components, seed);
        let opened = Timeline::open(&place).unwrap();
        assert!(opened.records().eq(t.records()), "seed {seed}");
        assert_eq!(opened.conflicts().len(), t.conflicts().len());
        let windows = |t: &Timeline| t.events().map(|e| (e.begin(), e.end())).collect::<Vec<_>>();
        assert_eq!(windows(&opened), windows(&t), "seed {seed}");
    }
    // Otherwise nothing was tried.
    assert!(rows_of_distances as u64 > seeds());
}

/// The numbers of the components, by the keys of their events: those that kept claims connect.
fn components(
    spec: &Spec,
    claims: &[Claim],
    kept: ClaimSet,
    t: &Timeline,
) -> BTreeMap<String, i64> {
    let mut group: Vec<usize> = (0..spec.events.len()).collect();
    for index in indices(kept) {
        let (a, b) = match claims[index].body {
            // That they are in any relation at all connects nothing.
            Body::Relation { is: ALL, .. } => continue,
            Body::Relation { left, right, .. } => (left, right),
            Body::PartOf { part, whole } => (part, whole),
            Body::RepliesTo { reply, to } => (reply, to),
            Body::Date { .. } | Body::Published { .. } => continue,
        };
        let (a, b) = (group[a], group[b]);
        group.iter_mut().filter(|g| **g == b).for_each(|g| *g = a);
    }
    let mut numbers = BTreeMap::new();
    let mut found = BTreeMap::new();
    for event in t.events() {
        let own = group[spec.event(event.key())];
        if group.iter().filter(|&&g| g == own).count() > 1 {
            let next = numbers.len() as i64;
            found.insert(event.key().to_owned(), *numbers.entry(own).or_insert(next));
        }
    }
    found
}

fn check_windows(net: &Net<'_>, event: usize, row: &Row) {
    for (is_end, lo, hi) in [(false, "begin_lo", "begin_hi"), (true, "end_lo", "end_hi")] {
        let (earliest, latest) = net.window((event, is_end));
        let told = [lo, hi].map(|name| value(Table::Events, row, name).int());
        assert_eq!(told, [earliest, latest]);
    }
}

/// What a table, or else the windows, says of every two ends is what the oracle says.
fn check_distances(
    spec: &Spec,
    net: &Net<'_>,
    rows: &[Row],
    components: &BTreeMap<String, i64>,
    seed: u64,
) {
    let mut told: BTreeMap<(&Value, &Value), &Row> = BTreeMap::new();
    for row in rows {
        assert!(
            told.insert((&row[1], &row[2]), row).is_none(),
            "seed {seed}: twice {row:?}"
        );
        assert!(
            row[3..].iter().any(|d| *d != Value::Null),
            "seed {seed}: nothing in {row:?}"
        );
    }
    let mut used = 0;
    for x in 0..spec.events.len() {
        for y in (0..spec.events.len()).filter(|&y| y != x) {
            let keys = [x, y].map(|event| Value::from(&*spec.events[event].id));
            let row = told.get(&(&keys[0], &keys[1]));
            if let Some(row) = row {
                let number = |event: usize| components.get(&spec.events[event].id).copied();
                assert_eq!(row[0].int(), number(x), "seed {seed}");
                assert_eq!(number(x), number(y), "seed {seed}");
                used += 1;
            }
            for (column, (from, to)) in [(false, false), (false, true), (true, false), (true, true)]
                .into_iter()
                .enumerate()
            {
                let (lo, hi) = (net.window((x, from)).0, net.window((y, to)).1);
                let said = lo.zip(hi).map(|(lo, hi)| hi - lo);
                let exact = net.difference((x, from), (y, to));
                let own = row.and_then(|row| row[3 + column].int());
                assert_eq!(
                    own.or(said),
                    exact,
                    "seed {seed}: {keys:?} {column}\n{}",
                    spec.jsonl()
                );
                if let (Some(own), Some(said)) = (own, said) {
                    assert!(own < said, "seed {seed}: no tighter: {keys:?}");
                }
            }
        }
    }
    assert_eq!(used, rows.len(), "seed {seed}");
}
