//! Hand-made examples of what can be asked for: order, counts, last and first, units, and reasons.

use crate::oracle::claims::{ClaimSet, all, claims};
use crate::oracle::dense::Dense;
use crate::oracle::judge::Judge as _;
use crate::oracle::judge::Verdict::{Certain, Possible};
use crate::oracle::patterns::answers::{Counts, units};
use crate::oracle::patterns::ground::ground;
use crate::oracle::patterns::net::Open;
use crate::oracle::patterns::pattern::{Clause, Find, Unit};
use crate::oracle::patterns::reason::Proof;
use crate::oracle::patterns::text::text;
use crate::oracle::spec::{Kind, Line, Status};
use crate::sketch::{
    ANNA, BORIS, C, CEM, Sketch, V, before, exact, loose, meeting, of, pattern, statement, with,
};

#[test]
fn the_latest_hold_in_a_world_and_ties_are_all_in() {
    let mut t = Sketch::new();
    t.meeting(exact(0, 4), &[]);
    t.meeting(exact(2, 6), &[]);
    t.meeting(exact(1, 6), &[]);
    t.meeting(exact(3, 5), &[]);
    let ask = |t: &Sketch, last, n| {
        let find = Find::Extreme {
            last,
            n,
            by: 0,
            of: vec![0],
        };
        t.put(&pattern(find, &["m"], vec![meeting(V(0), vec![])]))
            .all
    };
    assert_eq!(ask(&t, true, 1), [(vec![1], Certain), (vec![2], Certain)]);
    // The third has two others that end later.
    assert_eq!(ask(&t, true, 2).len(), 2);
    assert_eq!(ask(&t, true, 3).len(), 3);
    assert_eq!(ask(&t, false, 1), [(vec![0], Certain)]);
    assert_eq!(ask(&t, false, 2), [(vec![0], Certain), (vec![2], Certain)]);
    // An alleged one leaves the next open.
    t.spec.events[0].status = Status::Alleged;
    assert_eq!(
        ask(&t, false, 1),
        [(vec![0], Possible), (vec![2], Possible)]
    );
}

#[test]
fn the_latest_are_events_and_the_answers_may_be_others() {
    let mut t = Sketch::new();
    t.meeting(exact(0, 4), &[BORIS]);
    t.meeting(exact(2, 6), &[CEM]);
    let latest = t.instant(Kind::Statement, 3, 5);
    let find = |n| Find::Extreme {
        last: true,
        n,
        by: 1,
        of: vec![0],
    };
    let atoms = vec![meeting(V(1), vec![with(&[V(0), C(ANNA)])])];
    let ask = |n, atoms| t.put(&pattern(find(n), &["who", "m"], atoms)).all;
    assert_eq!(ask(1, atoms.clone()), [(vec![CEM], Certain)]);
    assert_eq!(
        ask(2, atoms.clone()),
        [(vec![BORIS], Certain), (vec![CEM], Certain)]
    );
    // Only answers of the world are in the way: before tick 5 cem's meeting is not over.
    let mut atoms = atoms;
    atoms.push(before(V(1), C(latest)));
    assert_eq!(ask(1, atoms), [(vec![BORIS], Possible)]);
}

#[test]
fn answers_come_in_the_order_of_the_file_and_are_cut_last() {
    let mut t = Sketch::new();
    for time in 0..3 {
        t.meeting(exact(time, time), &[]);
    }
    t.spec.events[0].status = Status::Alleged;
    let mut asked = pattern(Find::List(vec![0]), &["m"], vec![meeting(V(0), vec![])]);
    asked.limit = Some(2);
    let given = t.put(&asked);
    assert_eq!(given.listed, [(vec![0], Possible), (vec![1], Certain)]);
    asked.certainly = true;
    let given = t.put(&asked);
    assert_eq!(given.listed, [(vec![1], Certain), (vec![2], Certain)]);
    let counts = Counts {
        certain: 2,
        possible: 0,
    };
    assert_eq!(given.counts, counts);
    // The file may have them in another order than the spec.
    let mut spec = t.spec.clone();
    spec.layout = spec.plain_layout();
    spec.layout.reverse();
    assert!(spec.line_of(Line::Event(2)) < spec.line_of(Line::Event(0)));
    let claims = claims(&spec);
    let net = Dense::new(&spec, &claims)
        .net(all(&claims))
        .expect("consistent");
    let relations = |x: usize, y: usize| net.relations(x, y);
    let ground = ground(&spec, &asked, &relations, &Open::new(&net));
    let order: Vec<usize> = ground.answers.iter().map(|a| a.values[0]).collect();
    assert_eq!(order, [2, 1, 0]);
}

#[test]
fn units_count_events_by_where_they_begin() {
    let mut t = Sketch::new();
    let old = t.instant(Kind::Meeting, -1, -1);
    t.instant(Kind::Meeting, -1, 0);
    let undated = t.instant(Kind::Meeting, 0, 0);
    t.spec.events[undated].time = None;
    let alleged = t.instant(Kind::Meeting, 0, 1);
    t.spec.events[alleged].status = Status::Alleged;
    let asked = |unit| {
        let find = Find::Per(unit, 0);
        t.put(&pattern(find, &["m"], vec![meeting(V(0), vec![])]))
            .units
    };
    let line = |unit: Option<&str>, certain, possible| {
        (unit.map(str::to_owned), Counts { certain, possible })
    };
    assert_eq!(
        asked(Unit::Day),
        [
            line(Some("1969-12-31"), 1, 1),
            line(Some("1970-01-01"), 0, 2),
            line(None, 0, 1),
        ]
    );
    assert_eq!(asked(Unit::Year)[0], line(Some("1969"), 1, 1));
    let mut only = pattern(
        Find::Per(Unit::Month, 0),
        &["m"],
        vec![meeting(V(0), vec![])],
    );
    only.certainly = true;
    assert_eq!(t.put(&only).units, [line(Some("1969-12"), 1, 0)]);
    assert_eq!(t.put(&only).all[0], (vec![old], Certain));
    let months = units(Unit::Month, -1, 40 * 86_400_000_000, 0);
    let names: Vec<&str> = months.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["1969-12", "1970-01", "1970-02"]);
    assert_eq!(months[1].1, 0);
    assert_eq!(months[0].2, -1);
}

#[test]
fn counts_are_of_the_variables_named_or_of_all() {
    let mut t = Sketch::new();
    t.meeting(exact(0, 1), &[BORIS, CEM]);
    let atoms = vec![meeting(V(0), vec![with(&[V(1), V(2)])])];
    let count = |of| {
        t.put(&pattern(Find::Count(of), &["m", "a", "b"], atoms.clone()))
            .counts
    };
    assert_eq!(count(vec![]).certain, 6);
    assert_eq!(count(vec![1]).certain, 3);
    assert_eq!(count(vec![0]).certain, 1);
}

#[test]
fn reasons_need_each_of_their_claims() {
    let mut t = Sketch::new();
    let m = t.meeting(loose(0, 3), &[BORIS]);
    let s = t.instant(Kind::Statement, 5, 5);
    t.relation(m, &["before"], s);
    t.spec.layout = t.spec.plain_layout();
    let claims = claims(&t.spec);
    let dense = Dense::new(&t.spec, &claims);
    let net = dense.net(all(&claims)).expect("consistent");
    let relations = |x: usize, y: usize| net.relations(x, y);
    let atoms = vec![
        meeting(V(0), vec![with(&[V(1), C(BORIS)])]),
        statement(C(s), vec![]),
        before(V(0), C(s)),
    ];
    let asked = pattern(Find::List(vec![1]), &["m", "who"], atoms);
    let ground = ground(&t.spec, &asked, &relations, &Open::new(&net));
    let proof = Proof {
        dense,
        net: &net,
        claims: &claims,
        leaves: &ground.leaves,
        formula: &ground.answers[0].formula,
    };
    let of = |line: Line| -> ClaimSet {
        let line = t.spec.line_of(line);
        1 << claims
            .iter()
            .position(|c| c.key.line == line)
            .expect("a claim")
    };
    let (relation, dates) = (
        of(Line::Relation(0)),
        of(Line::Event(m)) | of(Line::Event(s)),
    );
    assert_eq!(proof.is_reason(relation, true), Some(true));
    assert_eq!(proof.is_reason(dates, true), Some(true));
    assert_eq!(proof.is_reason(dates | relation, true), Some(false));
    assert_eq!(proof.is_reason(of(Line::Event(m)), true), Some(false));
    assert_eq!(proof.is_doubtful(all(&claims), true), Some(false));
    assert_eq!(proof.best_grade(all(&claims), true), Some((5, 6)));
    assert_eq!(
        proof.has_world(&[(m, (0, 1)), (s, (5, 5))], true),
        Some(true)
    );
    assert_eq!(proof.has_world(&[(m, (0, 1))], false), Some(false));
    assert_eq!(proof.has_world(&[(m, (0, 5))], true), Some(false));
}

#[test]
fn text_is_written_as_the_language_has_it() {
    let mut t = Sketch::new();
    t.meeting(exact(0, 1), &[]);
    let atoms = vec![
        of(
            Some(Kind::Meeting),
            V(0),
            vec![
                crate::oracle::patterns::pattern::Clause::With(vec![
                    (V(1), Some("guest")),
                    (C(ANNA), None),
                ]),
                Clause::Sources('B', 2),
            ],
        ),
        before(V(0), C(0)),
    ];
    let mut asked = pattern(Find::List(vec![1, 0]), &["m", "who"], atoms);
    asked.certainly = true;
    asked.limit = Some(3);
    let texts: Vec<String> = (0..20).map(|seed| text(&t.spec, &asked, seed)).collect();
    let plain = "find ?who, ?m\n\
        where meeting ?m with ?who as guest, anna sources at least B2\n  \
        and ?m before e0\n\
        certainly\n\
        limit 3";
    assert!(texts.iter().any(|text| text == plain), "{}", texts[0]);
}
