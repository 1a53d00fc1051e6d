//! Hand-made examples of the contract: conjunctions, projection, negation, records, who acts for whom.

use crate::oracle::dates::{DAY, DateText, Form, Piece, Suffix};
use crate::oracle::facts::Entry;
use crate::oracle::judge::Verdict::{Certain, Impossible, Possible};
use crate::oracle::patterns::pattern::{Atom, Clause, Sort};
use crate::oracle::spec::{Kind, Presence, Source, Status};
use crate::sketch::{
    ANNA, BORIS, C, CEM, DESK, LAND, Sketch, V, acts_for, before, exact, loose, meeting, of,
    related, statement, with, within_gap,
};

#[test]
fn what_is_possible_alone_may_not_be_together() {
    let mut t = Sketch::new();
    let a = t.instant(Kind::Meeting, 0, 4);
    let b = t.instant(Kind::Meeting, 0, 4);
    assert_eq!(t.verdict(vec![before(C(a), C(b))]), Possible);
    assert_eq!(t.verdict(vec![before(C(b), C(a))]), Possible);
    let both = vec![before(C(a), C(b)), before(C(b), C(a))];
    assert_eq!(t.verdict(both), Impossible);
}

#[test]
fn some_binding_may_hold_in_every_world_and_none_in_all() {
    let mut t = Sketch::new();
    let (m1, m2) = (
        t.instant(Kind::Meeting, 0, 5),
        t.instant(Kind::Meeting, 0, 5),
    );
    let (s1, s2) = (
        t.instant(Kind::Statement, 0, 5),
        t.instant(Kind::Statement, 0, 5),
    );
    t.facts(s1).about = vec![m1];
    t.facts(s2).about = vec![m2];
    t.relation(m1, &["before"], s2);
    t.relation(m2, &["before"], s1);
    let atoms = |m, s| {
        vec![
            meeting(m, vec![with(&[V(0)])]),
            statement(s, vec![Clause::AboutEvent(m), Clause::By(V(0))]),
            before(m, s),
        ]
    };
    let one = t.find(3, &["who", "m", "s"], atoms(V(1), V(2)));
    assert_eq!(
        one,
        [
            (vec![ANNA, m1, s1], Possible),
            (vec![ANNA, m2, s2], Possible)
        ]
    );
    let some = t.find(1, &["who", "m", "s"], atoms(V(1), V(2)));
    assert_eq!(some, [(vec![ANNA], Certain)]);
}

#[test]
fn a_denial_speaks_of_all_bindings_of_its_own_variables() {
    let mut t = Sketch::new();
    let s = t.instant(Kind::Statement, 5, 5);
    let early = t.meeting(exact(0, 1), &[BORIS]);
    t.meeting(exact(3, 4), &[CEM]);
    let later = t.meeting(exact(7, 8), &[CEM]);
    // The last meeting before the statement, as one with none between.
    let between = |own: usize| {
        Atom::Not(vec![
            meeting(V(own), vec![]),
            related(V(own), &["after"], V(0)),
            before(V(own), C(s)),
        ])
    };
    let last = vec![meeting(V(0), vec![]), before(V(0), C(s)), between(1)];
    assert_eq!(t.find(1, &["m", "e"], last), [(vec![2], Certain)]);
    // Those who met nobody but before the statement.
    let never = |who| Atom::Not(vec![meeting(V(1), vec![with(&[who])]), before(C(s), V(1))]);
    let atoms = vec![meeting(V(2), vec![with(&[V(0)])]), never(V(0))];
    assert_eq!(
        t.find(1, &["who", "m", "m2"], atoms),
        [(vec![BORIS], Certain)]
    );
    // Meetings without a meeting later than which there is none.
    let inner = Atom::Not(vec![meeting(V(2), vec![]), before(V(1), V(2))]);
    let outer = Atom::Not(vec![meeting(V(1), vec![]), before(V(0), V(1)), inner]);
    let atoms = vec![meeting(V(0), vec![]), outer];
    assert_eq!(
        t.find(1, &["m", "m1", "m2"], atoms),
        [(vec![later], Certain)]
    );
    // An alleged meeting is an open yes or no under `not`, too.
    t.spec.events[early].status = Status::Alleged;
    let nobody = Atom::Not(vec![meeting(V(1), vec![with(&[C(BORIS)])])]);
    let about = vec![statement(V(0), vec![]), nobody.clone()];
    assert_eq!(t.find(1, &["s", "m"], about), [(vec![s], Possible)]);
    // It is one and the same in the atom and in its denial.
    let both = vec![meeting(V(0), vec![with(&[C(BORIS)])]), nobody];
    assert_eq!(t.find(1, &["m0", "m"], both), []);
}

#[test]
fn event_atoms_look_at_status_and_other_atoms_do_not() {
    let mut t = Sketch::new();
    let kinds = [
        Status::Occurred,
        Status::Planned,
        Status::Cancelled,
        Status::Alleged,
        Status::Denied,
    ];
    for (place, status) in kinds.into_iter().enumerate() {
        let event = t.meeting(exact(place as i64, place as i64), &[]);
        t.spec.events[event].status = status;
    }
    let all = t.find(1, &["m"], vec![meeting(V(0), vec![])]);
    assert_eq!(all, [(vec![0], Certain), (vec![3], Possible)]);
    for (place, status) in kinds.into_iter().enumerate() {
        let named = t.find(1, &["m"], vec![meeting(V(0), vec![Clause::Status(status)])]);
        let expected = if status == Status::Alleged {
            Possible
        } else {
            Certain
        };
        assert_eq!(named, [(vec![place], expected)]);
    }
    let times = t.find(1, &["m"], vec![before(V(0), C(2))]);
    assert_eq!(times, [(vec![0], Certain), (vec![1], Certain)]);
}

#[test]
fn with_names_different_participants_and_parties() {
    let mut t = Sketch::new();
    let m = t.meeting(exact(0, 1), &[BORIS]);
    t.spec.events[m].participants = vec![
        (ANNA, Presence::Reported),
        (BORIS, Presence::Implied),
        (CEM, Presence::Denied),
        (DESK, Presence::Implied),
        (DESK, Presence::Reported),
    ];
    t.facts(m).entries = ["host", "guest", "guest", "observer", "delegate"]
        .map(|role| Entry {
            role: Some(role),
            acts_for: Vec::new(),
        })
        .into();
    let pair = t.find(
        2,
        &["a", "b"],
        vec![meeting(C(m), vec![with(&[V(0), V(1)])])],
    );
    assert_eq!(
        pair,
        [
            (vec![ANNA, BORIS], Possible),
            (vec![ANNA, DESK], Certain),
            (vec![BORIS, ANNA], Possible),
            (vec![BORIS, DESK], Possible),
            (vec![DESK, ANNA], Certain),
            (vec![DESK, BORIS], Possible),
        ]
    );
    // Two clauses may name the same one; a role may be that of any entry that is not denied.
    let twice = vec![meeting(C(m), vec![with(&[V(0)]), with(&[C(ANNA)])])];
    assert_eq!(t.find(1, &["a"], twice).len(), 3);
    let role = |role| Clause::With(vec![(V(0), Some(role))]);
    let guests = t.find(1, &["a"], vec![meeting(C(m), vec![role("guest")])]);
    assert_eq!(guests, [(vec![BORIS], Possible)]);
    let observers = t.find(1, &["a"], vec![meeting(C(m), vec![role("observer")])]);
    assert_eq!(observers, [(vec![DESK], Certain)]);
    let d = t.event(Kind::Document, exact(0, 1));
    t.facts(d).parties = vec![CEM, DESK];
    let parties = t.find(1, &["a"], vec![of(None, C(d), vec![with(&[V(0)])])]);
    assert_eq!(parties, [(vec![CEM], Certain), (vec![DESK], Certain)]);
    assert_eq!(
        t.find(1, &["a"], vec![of(None, C(d), vec![role("guest")])]),
        []
    );
}

#[test]
fn clauses_are_what_the_record_says() {
    let mut t = Sketch::new();
    let m = t.meeting(exact(0, 1), &[]);
    let s = t.event(Kind::Statement, exact(2, 2));
    let d = t.event(Kind::Document, exact(3, 3));
    let a = t.event(Kind::Action, exact(4, 4));
    t.facts(m).absent = vec![CEM];
    t.facts(m).concerns = vec![LAND];
    t.facts(m).place = Some("Moscow");
    t.facts(s).authors = vec![DESK];
    t.facts(s).to = vec![BORIS];
    t.facts(s).topics = vec!["peace"];
    t.facts(s).stances = vec![("oppose", "gas"), ("support", "grain deal")];
    t.facts(s).about = vec![m];
    t.facts(s).channel = Some("radio");
    t.facts(d).anonymous = true;
    t.facts(d).parties = vec![CEM];
    t.facts(d).state = Some("signed");
    t.facts(d).links = vec![("signs", m), ("rejects", s)];
    t.facts(a).code = Some("CAMEO:036");
    t.facts(m).code = Some("CAMEO:112");
    t.spec.events[s].replies_to = vec![m];
    t.spec.events[m].part_of = vec![];
    let match_of = |clause: Clause| -> Vec<usize> {
        let found = t.find(1, &["e", "m"], vec![of(None, V(0), vec![clause])]);
        assert!(found.iter().all(|(_, verdict)| *verdict == Certain));
        found.into_iter().map(|(values, _)| values[0]).collect()
    };
    assert_eq!(match_of(Clause::Absent(C(CEM))), [m]);
    assert_eq!(match_of(Clause::Concerns(C(LAND))), [m]);
    assert!(match_of(Clause::Concerns(C(CEM))).is_empty());
    assert_eq!(match_of(Clause::At("Moscow")), [m]);
    assert!(match_of(Clause::At("moscow")).is_empty());
    assert_eq!(match_of(Clause::By(C(DESK))), [s]);
    assert_eq!(match_of(Clause::By(C(ANNA))), [s, a]);
    assert_eq!(match_of(Clause::To(C(BORIS))), [s]);
    assert_eq!(match_of(Clause::AboutTopic("peace")), [s]);
    assert_eq!(match_of(Clause::AboutTopic("gas")), [s]);
    assert_eq!(match_of(Clause::AboutEvent(V(1))), [s]);
    assert_eq!(match_of(Clause::Stance("oppose", "gas")), [s]);
    assert!(match_of(Clause::Stance("support", "gas")).is_empty());
    assert_eq!(match_of(Clause::Via("radio")), [s]);
    assert_eq!(match_of(Clause::State("signed")), [d]);
    assert_eq!(match_of(Clause::Code("CAMEO:03")), [a]);
    assert!(match_of(Clause::Code("CAMEO:0361")).is_empty());
    assert_eq!(match_of(Clause::Code("CAMEO:")), [m, a]);
    assert_eq!(match_of(Clause::Code("quad:1")), [a]);
    assert_eq!(match_of(Clause::Code("quad:verbal_conflict")), [m]);
    assert!(match_of(Clause::Code("quad:2")).is_empty());
    assert_eq!(match_of(Clause::Code("goldstein:-2..4")), [m, a]);
    assert_eq!(match_of(Clause::Code("goldstein:..-1.9")), [m]);
    assert_eq!(match_of(Clause::Code("goldstein:4")), [a]);
    let link = |kind| t.find(2, &["e", "e2"], vec![Atom::Link(V(0), kind, V(1))]);
    assert_eq!(link("signs"), [(vec![d, m], Certain)]);
    assert_eq!(link("rejects"), [(vec![d, s], Certain)]);
    assert_eq!(link("replies_to"), [(vec![s, m], Certain)]);
    assert_eq!(link("part_of"), []);
}

#[test]
fn parts_of_parts_are_not_stated() {
    let mut t = Sketch::new();
    for (begin, end) in [(0, 9), (1, 8), (2, 7)] {
        let event = t.meeting(exact(begin, end), &[]);
        if event > 0 {
            t.spec.events[event].part_of = vec![event - 1];
        }
    }
    let parts = t.find(2, &["e", "e2"], vec![Atom::Link(V(0), "part_of", V(1))]);
    assert_eq!(parts, [(vec![1, 0], Certain), (vec![2, 1], Certain)]);
}

#[test]
fn sources_need_a_letter_and_a_digit_at_once() {
    let mut t = Sketch::new();
    for (id, reliability) in [
        ("b", Some('B')),
        ("d", Some('D')),
        ("f", Some('F')),
        ("none", None),
    ] {
        t.spec.sources.push(Source {
            id: id.into(),
            reliability,
            published: None,
        });
    }
    let good = t.meeting(exact(0, 1), &[]);
    t.cite(good, 0, 2);
    let mixed = t.meeting(exact(0, 1), &[]);
    t.cite(mixed, 0, 4);
    t.cite(mixed, 1, 1);
    let worst = t.meeting(exact(0, 1), &[]);
    t.cite(worst, 2, 1);
    t.cite(worst, 3, 1);
    t.cite(worst, 0, 6);
    let at_least = |letter, digit| {
        let found = t.find(
            1,
            &["m"],
            vec![meeting(V(0), vec![Clause::Sources(letter, digit)])],
        );
        found
            .into_iter()
            .map(|(values, _)| values[0])
            .collect::<Vec<_>>()
    };
    assert_eq!(at_least('B', 2), [good]);
    assert!(at_least('A', 2).is_empty());
    assert_eq!(at_least('B', 4), [good, mixed]);
    assert_eq!(at_least('D', 1), [mixed]);
    assert_eq!(at_least('F', 6), [good, mixed]);
}

#[test]
fn dates_of_a_query_are_read_in_the_zone_of_the_event() {
    let mut t = Sketch::new();
    let utc = t.meeting(exact(-5, -3), &[]);
    let east = t.meeting(exact(-5, -3), &[]);
    t.spec.events[east].zone = Some(180);
    let open = t.meeting(loose(-2, 1), &[]);
    let within = |form, suffix| {
        let date = DateText { form, suffix };
        t.find(1, &["m"], vec![meeting(V(0), vec![Clause::In(date)])])
    };
    let day = |day| Form::Plain(Piece::Day(day).into());
    assert_eq!(
        within(day(-1), Suffix::Bare),
        [(vec![utc], Certain), (vec![open], Possible)]
    );
    assert_eq!(
        within(day(0), Suffix::Bare),
        [(vec![east], Certain), (vec![open], Possible)]
    );
    // A moment without an offset is local, one with an offset is not.
    let to = Form::Range(None, Some(Piece::Moment(-3).into()));
    assert_eq!(
        within(to.clone(), Suffix::Zulu),
        [(vec![utc], Certain), (vec![east], Certain)]
    );
    let local = within(to, Suffix::Bare);
    assert_eq!(local, [(vec![utc], Certain)]);
    // An interval's hull: from the start of the first to the end of the second.
    let slash = Form::Slash {
        begin: Some(Piece::Day(-1).into()),
        end: Some(Piece::Day(0).into()),
        dots: true,
    };
    assert_eq!(within(slash, Suffix::Zulu).len(), 3);
}

#[test]
fn days_are_those_of_the_timeline() {
    let mut t = Sketch::new();
    let a = t.instant(Kind::Meeting, -1, -1);
    let b = t.instant(Kind::Meeting, 0, 0);
    let c = t.instant(Kind::Meeting, -1, 0);
    let day = |t: &Sketch, x, y| t.verdict(vec![Atom::SameDay(C(x), C(y))]);
    assert_eq!(day(&t, a, b), Impossible);
    assert_eq!(day(&t, a, c), Possible);
    assert_eq!(day(&t, c, c), Certain);
    t.spec.header = Some(crate::oracle::spec::Header { zone: Some(180) });
    assert_eq!(day(&t, a, b), Certain);
    // Only beginnings count.
    let long = t.meeting(exact(-1, 2 * DAY), &[]);
    assert_eq!(day(&t, long, a), Certain);
}

#[test]
fn unordered_is_about_the_timeline() {
    let mut t = Sketch::new();
    let a = t.instant(Kind::Meeting, 0, 2);
    let b = t.instant(Kind::Meeting, 1, 1);
    let c = t.instant(Kind::Meeting, 2, 2);
    let unordered = |x, y| Atom::Unordered(C(x), C(y));
    assert_eq!(t.verdict(vec![unordered(a, b)]), Certain);
    assert_eq!(
        t.verdict(vec![unordered(b, a), before(C(a), C(b))]),
        Possible
    );
    assert_eq!(t.verdict(vec![unordered(a, c)]), Impossible);
    assert_eq!(t.verdict(vec![unordered(a, a)]), Impossible);
    assert_eq!(t.verdict(vec![related(C(a), &["equals"], C(a))]), Certain);
}

#[test]
fn gaps_lie_between_the_end_of_one_and_the_beginning_of_the_other() {
    let mut t = Sketch::new();
    let a = t.meeting(exact(0, 2), &[]);
    let b = t.instant(Kind::Meeting, 2, 5);
    let gap = |mask, min, max| t.verdict(vec![within_gap(C(a), mask, C(b), min, max)]);
    // At tick 2 the point finishes the interval, which is neither before nor meets.
    assert_eq!(gap(1, None, Some(3)), Possible);
    assert_eq!(gap(1, Some(4), None), Impossible);
    assert_eq!(gap(1, Some(1), Some(1)), Possible);
    assert_eq!(gap(3, None, Some(0)), Impossible);
    let c = t.meeting(exact(2, 4), &[]);
    let meets = |min, max| t.verdict(vec![within_gap(C(a), 3, C(c), min, max)]);
    assert_eq!(meets(None, Some(0)), Certain);
    assert_eq!(meets(Some(1), None), Impossible);
}

#[test]
fn different_ones_act_for_different_actors() {
    let mut t = Sketch::new();
    let m = t.meeting(exact(3, 4), &[BORIS]);
    t.affiliation(ANNA, DESK, None, None);
    t.affiliation(DESK, LAND, None, None);
    let acted = |t: &Sketch, of: &[usize]| {
        let of = of.iter().map(|&a| C(a)).collect();
        t.verdict(vec![meeting(C(m), vec![Clause::For(of)])])
    };
    assert_eq!(acted(&t, &[LAND]), Certain);
    assert_eq!(acted(&t, &[ANNA]), Certain);
    assert_eq!(acted(&t, &[LAND, ANNA]), Impossible);
    assert_eq!(acted(&t, &[LAND, LAND]), Certain);
    assert_eq!(acted(&t, &[LAND, BORIS]), Certain);
    // Boris acts for the desk if the office began in time.
    t.affiliation(BORIS, DESK, Some(loose(2, 5)), None);
    assert_eq!(acted(&t, &[LAND, ANNA]), Possible);
    // What the record names settles it, also against an affiliation.
    t.facts(m).entries = vec![
        Entry {
            role: None,
            acts_for: vec![CEM],
        },
        Entry::default(),
    ];
    assert_eq!(acted(&t, &[CEM]), Certain);
    assert_eq!(acted(&t, &[DESK]), Possible);
    t.spec.events[m].participants[0].1 = Presence::Implied;
    assert_eq!(acted(&t, &[CEM]), Possible);
    // Authors and parties act for others, too.
    let s = t.event(Kind::Statement, exact(3, 4));
    assert_eq!(
        t.verdict(vec![statement(C(s), vec![Clause::For(vec![C(LAND)])])]),
        Certain
    );
}

#[test]
fn somebody_may_act_in_every_world_and_nobody_in_all() {
    let mut t = Sketch::new();
    let m = t.meeting(exact(3, 3), &[BORIS, CEM]);
    // One leaves the office between the ticks 2 and 5, the other takes it: but nothing ties the two ends.
    t.affiliation(ANNA, LAND, None, Some(loose(2, 5)));
    t.affiliation(BORIS, LAND, Some(loose(2, 5)), None);
    let acted = vec![meeting(C(m), vec![Clause::For(vec![C(LAND)])])];
    assert_eq!(t.verdict(acted.clone()), Possible);
    // The meeting is before or after tick 3, and of two offices one ends where the other begins.
    t.spec.affiliations.clear();
    t.affiliation(ANNA, LAND, None, Some(exact_point(3)));
    t.affiliation(BORIS, LAND, Some(exact_point(4)), None);
    t.spec.events[m].time = Some(loose(2, 5));
    t.spec.events[m].instant = Some(true);
    assert_eq!(t.verdict(acted), Certain);
    let who = t.find(1, &["a"], vec![acts_for(V(0), C(LAND), None, Some(C(m)))]);
    assert_eq!(
        who,
        [
            (vec![ANNA], Possible),
            (vec![BORIS], Possible),
            (vec![LAND], Certain)
        ]
    );
}

/// A date of one tick.
fn exact_point(tick: i64) -> DateText {
    DateText::moment(tick)
}

#[test]
fn without_during_a_chain_holds_at_some_one_tick() {
    let mut t = Sketch::new();
    t.instant(Kind::Meeting, 0, 0);
    t.affiliation(ANNA, DESK, None, Some(exact_point(3)));
    t.office("envoy");
    t.affiliation(DESK, LAND, Some(loose(2, 5)), None);
    t.office("minister");
    let acts = |t: &Sketch, a, of, role| t.verdict(vec![acts_for(C(a), C(of), role, None)]);
    assert_eq!(acts(&t, ANNA, DESK, None), Certain);
    assert_eq!(acts(&t, ANNA, LAND, None), Possible);
    assert_eq!(acts(&t, ANNA, LAND, Some("envoy")), Possible);
    assert_eq!(acts(&t, ANNA, LAND, Some("minister")), Impossible);
    assert_eq!(acts(&t, LAND, ANNA, None), Impossible);
    // Every actor acts for itself, but in no role.
    assert_eq!(acts(&t, CEM, CEM, None), Certain);
    assert_eq!(acts(&t, CEM, CEM, Some("envoy")), Impossible);
    t.spec.affiliations[1].from = crate::oracle::spec::Side::At(exact_point(4));
    assert_eq!(acts(&t, ANNA, LAND, None), Impossible);
}

#[test]
fn a_role_is_that_of_the_first_affiliation() {
    let mut t = Sketch::new();
    let m = t.meeting(exact(3, 3), &[]);
    t.affiliation(ANNA, DESK, None, None);
    t.office("envoy");
    t.affiliation(DESK, LAND, None, None);
    t.office("minister");
    let acts =
        |t: &Sketch, of, role| t.verdict(vec![acts_for(C(ANNA), C(of), Some(role), Some(C(m)))]);
    assert_eq!(acts(&t, LAND, "envoy"), Certain);
    assert_eq!(acts(&t, LAND, "minister"), Impossible);
    // Where the record names the land, the affiliation must be with the land itself.
    t.facts(m).entries = vec![Entry {
        role: None,
        acts_for: vec![LAND],
    }];
    assert_eq!(acts(&t, LAND, "envoy"), Impossible);
    assert_eq!(acts(&t, DESK, "envoy"), Impossible);
    t.affiliation(ANNA, LAND, Some(loose(2, 4)), None);
    t.office("envoy");
    assert_eq!(acts(&t, LAND, "envoy"), Possible);
    assert_eq!(
        t.verdict(vec![acts_for(C(ANNA), C(LAND), None, Some(C(m)))]),
        Certain
    );
}

#[test]
fn equality_binds_and_variables_may_be_equal() {
    let mut t = Sketch::new();
    t.meeting(exact(0, 1), &[BORIS]);
    let atoms = |negated| {
        vec![
            meeting(C(0), vec![with(&[V(0)])]),
            meeting(C(0), vec![with(&[V(1)])]),
            Atom::Equal {
                left: V(0),
                right: V(1),
                sort: Sort::Actor,
                negated,
            },
        ]
    };
    let names = ["a", "b"];
    assert_eq!(
        t.find(2, &names, atoms(false)),
        [(vec![0, 0], Certain), (vec![1, 1], Certain)]
    );
    assert_eq!(
        t.find(2, &names, atoms(true)),
        [(vec![0, 1], Certain), (vec![1, 0], Certain)]
    );
    let free = atoms(true)[..2].to_vec();
    assert_eq!(t.find(2, &names, free).len(), 4);
}
