//! The oracles judged by each other and by hand-made examples of the contract.
//!
//! Oracle A tries concrete ticks and oracle B computes shortest paths; they share no arithmetic, so where
//! they agree on thousands of random timelines, both are right or the definitions they share (relations,
//! windows, the order of claims) are wrong. Those are checked by hand below.
//!
//! `ORACLE_SEEDS` sets how many seeds the random tests take.

mod oracle;

use oracle::claims::{
    Body, Claim, ClaimKind, ClaimSet, all, claims, find, grade_text, indices, subset,
};
use oracle::dates::{DAY, DateText, Form, Member, Piece, Suffix, civil_from_days, days_from_civil};
use oracle::dense::{Dense, inequalities};
use oracle::r#gen::{Shape, atom, bindings, reorder, spec};
use oracle::judge::{
    Atom, Binding, Judge, Verdict, best_grade, doubtful_on, entails, explains_aside, is_doubtful,
    is_minimal_conflict, is_reason, set_aside, shrink, shrink_reason,
};
use oracle::order::{check, cuts, sections, sure};
use oracle::relation::{
    ALL, DISJOINT, Gap, INTERSECTS, WITHIN, claimable, claimable_with, configurations, converse,
    converse_mask, holds, mask_of, relation_of,
};
use oracle::rng::Rng;
use oracle::search::Search;
use oracle::spec::{
    Actor, Affiliation, Citation, Dating, Event, Kind, Presence, Relation, Side, Source, Spec,
    Status, duration_text,
};
use oracle::worlds::Worlds;

fn seeds() -> u64 {
    std::env::var("ORACLE_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_500)
}

const BUDGET: u64 = 300_000;

// The thirteen relations.

#[test]
fn sixty_three_sets_pass_by_two_ways_of_finding_them() {
    assert_eq!(claimable().len(), 63);
    assert_eq!(claimable(), claimable_with(true));
    let by_inequalities: Vec<u16> = (1..=ALL)
        .filter(|&mask| inequalities(mask).is_some())
        .collect();
    assert_eq!(claimable(), by_inequalities);
    let passes = |names: &[&str]| claimable().contains(&mask_of(names));
    assert!(passes(&["before", "meets"]));
    assert!(!passes(&["overlaps", "starts"]));
    assert!(!claimable().contains(&DISJOINT));
    assert!(claimable().contains(&WITHIN) && claimable().contains(&INTERSECTS));
    assert!((0..13).all(|relation| claimable().contains(&(1 << relation))));
    assert!(
        claimable()
            .iter()
            .all(|&mask| claimable().contains(&converse_mask(mask)))
    );
}

#[test]
fn relations_follow_the_definition_with_points() {
    let named = |x, y| oracle::relation::NAMES[relation_of(x, y)];
    assert_eq!(named((3, 3), (3, 7)), "starts");
    assert_eq!(named((7, 7), (3, 7)), "finishes");
    assert_eq!(named((3, 7), (7, 7)), "finished_by");
    assert_eq!(named((5, 5), (3, 7)), "during");
    assert_eq!(named((3, 3), (3, 3)), "equals");
    assert_eq!(named((1, 3), (3, 7)), "meets");
    assert_eq!(named((1, 2), (3, 7)), "before");
    assert_eq!(named((1, 4), (3, 7)), "overlaps");
    for (x, y) in configurations() {
        assert_eq!(relation_of(y, x), converse(relation_of(x, y)));
    }
    assert_eq!(
        holds(
            1 << 1,
            Gap {
                min: None,
                max: Some(0)
            },
            (1, 3),
            (3, 4)
        ),
        true
    );
    assert_eq!(
        holds(
            1 << 1,
            Gap {
                min: Some(1),
                max: None
            },
            (1, 3),
            (3, 4)
        ),
        false
    );
    assert_eq!(
        holds(
            1,
            Gap {
                min: Some(2),
                max: Some(2)
            },
            (1, 3),
            (5, 5)
        ),
        true
    );
    assert_eq!(
        holds(
            1,
            Gap {
                min: None,
                max: Some(1)
            },
            (1, 3),
            (5, 5)
        ),
        false
    );
}

// Dates.

#[test]
fn civil_dates_round_trip() {
    assert_eq!(days_from_civil(1970, 1, 1), 0);
    assert_eq!(days_from_civil(2000, 3, 1), 11_017);
    assert_eq!(days_from_civil(0, 12, 31), -719_163);
    for day in (-800_000..800_000).step_by(97) {
        let (year, month, date) = civil_from_days(day);
        assert_eq!(days_from_civil(year, month, date), day);
    }
}

#[test]
fn texts_and_windows_belong_together() {
    let date = |form, suffix| DateText { form, suffix };
    let moment = |tick| Member::from(Piece::Moment(tick));
    let plain = date(Form::Plain(moment(-1)), Suffix::Zulu);
    assert_eq!(plain.text(0), "1969-12-31T23:59:59.999999Z");
    assert_eq!(plain.window(0).begin, (Some(-1), None));
    assert_eq!(plain.window(0).end, (None, Some(-1)));
    let slash = Form::Slash {
        begin: Some(moment(3)),
        end: None,
        dots: true,
    };
    assert_eq!(
        date(slash.clone(), Suffix::Zulu).text(0),
        "1970-01-01T00:00:00.000003Z/.."
    );
    assert_eq!(
        date(slash, Suffix::Zulu).window(0).begin,
        (Some(3), Some(3))
    );
    let open = Form::Slash {
        begin: None,
        end: Some(moment(3)),
        dots: false,
    };
    assert_eq!(
        date(open, Suffix::Offset(180)).text(0),
        "/1970-01-01T03:00:00.000003+03:00"
    );
    let tenth = date(Form::Plain(Piece::Tenth(-3).into()), Suffix::Bare);
    assert_eq!(tenth.text(-300), "1969-12-31T18:59:59.99999");
    assert_eq!(tenth.hull(-300), (Some(-10), Some(-1)));
    let day = Member {
        piece: Piece::Day(-1),
        doubtful: true,
    };
    let set = date(Form::Range(Some(day), Some(moment(2))), Suffix::Zulu);
    assert_eq!(set.text(0), "[1969-12-31?..1970-01-01T00:00:00.000002Z]");
    assert_eq!(set.hull(180), (Some(-DAY - 3 * 3_600_000_000), Some(2)));
    assert!(set.is_doubtful());
    assert_eq!(
        date(Form::Plain(Piece::Month(2024, 12).into()), Suffix::Zulu).text(0),
        "2024-12"
    );
    assert_eq!(Piece::Year(1970).cover(0), (0, 365 * DAY - 1));
    assert_eq!(duration_text(3), "PT0.000003S");
    assert_eq!(duration_text(0), "PT0S");
}

// Timelines by hand.

fn event(spec: &mut Spec, id: &str, kind: Kind, time: Option<DateText>) -> usize {
    spec.events.push(Event {
        id: id.into(),
        kind,
        instant: None,
        status: Status::Occurred,
        participants: vec![(0, Presence::Reported)],
        by: 0,
        time,
        zone: None,
        part_of: Vec::new(),
        replies_to: Vec::new(),
        sources: Vec::new(),
    });
    spec.events.len() - 1
}

fn blank() -> Spec {
    Spec {
        actors: vec![Actor {
            id: "anna".into(),
            kind: "person",
        }],
        ..Spec::default()
    }
}

fn within(from: i64, to: i64) -> Option<DateText> {
    let form = Form::Range(
        Some(Piece::Moment(from).into()),
        Some(Piece::Moment(to).into()),
    );
    Some(DateText {
        form,
        suffix: Suffix::Zulu,
    })
}

fn relate(spec: &mut Spec, left: usize, names: &[&str], right: usize) {
    spec.relations.push(Relation {
        left,
        is: mask_of(names),
        right,
        gap: Gap::NONE,
        sources: Vec::new(),
    });
}

fn ready(mut spec: Spec) -> (Spec, Vec<Claim>) {
    spec.layout = spec.plain_layout();
    let claims = claims(&spec);
    (spec, claims)
}

#[test]
fn who_met_before_he_spoke() {
    let mut spec = blank();
    let talks = event(&mut spec, "talks", Kind::Meeting, None);
    let remark = event(&mut spec, "remark", Kind::Statement, None);
    spec.relations.push(Relation {
        left: remark,
        is: mask_of(&["after"]),
        right: talks,
        gap: Gap {
            min: None,
            max: Some(5),
        },
        sources: Vec::new(),
    });
    let (spec, claims) = ready(spec);
    let dense = Dense::new(&spec, &claims);
    let search = Search::new(&spec, &claims, BUDGET);
    let net = dense.net(1).expect("one relation has a world");
    assert_eq!(net.relations(talks, remark), mask_of(&["before"]));
    assert_eq!(net.atom(&Atom::before(talks, remark)), Verdict::Certain);
    assert_eq!(net.windows(talks), [(None, None); 2]);
    let short = Atom::Relation {
        left: talks,
        is: 1,
        right: remark,
        gap: Gap {
            min: None,
            max: Some(4),
        },
    };
    assert_eq!(net.atom(&short), Verdict::Possible);
    assert_eq!(
        is_reason(&dense, 1, Atom::before(talks, remark), true),
        Some(true)
    );
    assert_eq!(
        is_reason(&search, 1, Atom::before(talks, remark), true),
        Some(true)
    );
    assert_eq!(
        net.last_before(&[(talks, false)], 0, (remark, false)),
        Verdict::Certain
    );
    assert_eq!(
        net.last_before(&[(talks, true)], 0, (remark, false)),
        Verdict::Possible
    );
    assert!(Worlds::enumerate(&spec, &claims, 1).is_none());
    assert_eq!(
        best_grade(&dense, &claims, 1, Atom::before(talks, remark), true),
        Some(Some((5, 6)))
    );
    assert_eq!(grade_text((5, 6)), "F6");
}

#[test]
fn a_claim_can_be_a_conflict_of_itself() {
    let mut spec = blank();
    let x = event(&mut spec, "x", Kind::Statement, None);
    let y = event(&mut spec, "y", Kind::Statement, None);
    relate(&mut spec, x, &["during"], y);
    spec.relations.push(Relation {
        left: x,
        is: mask_of(&["before"]),
        right: y,
        gap: Gap {
            min: None,
            max: Some(0),
        },
        sources: Vec::new(),
    });
    let span = Form::Slash {
        begin: Some(Piece::Moment(1).into()),
        end: Some(Piece::Moment(2).into()),
        dots: true,
    };
    let time = DateText {
        form: span,
        suffix: Suffix::Zulu,
    };
    spec.datings.push(Dating {
        event: x,
        time,
        zone: None,
        sources: Vec::new(),
    });
    spec.events[y].replies_to.push(y);
    let (spec, claims) = ready(spec);
    let dense = Dense::new(&spec, &claims);
    let search = Search::new(&spec, &claims, BUDGET);
    for index in 0..claims.len() {
        assert_eq!(
            is_minimal_conflict(&dense, 1 << index),
            Some(true),
            "{:?}",
            claims[index]
        );
        assert_eq!(
            is_minimal_conflict(&search, 1 << index),
            Some(true),
            "{:?}",
            claims[index]
        );
    }
    assert_eq!(set_aside(&dense, &claims), Some(0));
}

#[test]
fn claims_come_by_grade_with_implied_ones_first() {
    let mut spec = blank();
    for reliability in [Some('B'), Some('A'), None] {
        let id = format!("s{}", spec.sources.len());
        spec.sources.push(Source {
            id,
            reliability,
            published: None,
        });
    }
    spec.sources[0].published = Some(DateText::moment(2));
    let cite = |source, credibility| Citation {
        source,
        credibility,
        announced: false,
    };
    let x = event(&mut spec, "x", Kind::Meeting, within(0, 5));
    let y = event(&mut spec, "y", Kind::Meeting, within(0, 5));
    spec.events[x].sources = vec![cite(0, Some(3)), cite(2, Some(1))];
    spec.events[x].part_of = vec![y];
    relate(&mut spec, y, &["before"], x);
    relate(&mut spec, x, &["before"], y);
    spec.relations[1].sources = vec![cite(1, None), cite(0, Some(1))];
    let (spec, claims) = ready(spec);
    let listed: Vec<_> = claims
        .iter()
        .map(|c| (c.key.kind, c.key.line, grade_text(c.grade)))
        .collect();
    let text = |grade: &str| grade.to_owned();
    assert_eq!(
        listed,
        [
            (ClaimKind::PartOf, 5, text("B3")),
            (ClaimKind::Published, 5, text("B3")),
            (ClaimKind::Relation, 8, text("A6")),
            (ClaimKind::Time, 5, text("B3")),
            (ClaimKind::Relation, 7, text("F6")),
            (ClaimKind::Time, 6, text("F6")),
        ]
    );
    assert_eq!(find(&claims, 5, ClaimKind::PartOf, Some("y")), Some(0));
    assert_eq!(find(&claims, 5, ClaimKind::Published, Some("s0")), Some(1));
    let dense = Dense::new(&spec, &claims);
    let kept = set_aside(&dense, &claims).expect("dense always knows");
    assert_eq!(kept, 0b10_1011);
    assert_eq!(explains_aside(&dense, 0b101, 2, kept), Some(true));
    assert_eq!(explains_aside(&dense, 0b10101, 2, kept), Some(false));
    assert_eq!(subset(&claims, |c| !c.key.kind.is_implied()), 0b11_1100);
}

#[test]
fn certain_of_either_though_of_neither_meeting_alone() {
    // Two statements, two meetings; in every world some meeting precedes some statement.
    let mut spec = blank();
    let m = event(&mut spec, "m", Kind::Meeting, within(0, 2));
    let n = event(&mut spec, "n", Kind::Meeting, within(0, 2));
    let s = event(&mut spec, "s", Kind::Statement, within(0, 3));
    let t = event(&mut spec, "t", Kind::Statement, within(0, 3));
    relate(&mut spec, m, &["before"], n);
    relate(&mut spec, s, &["after", "met_by"], m);
    relate(&mut spec, t, &["after"], s);
    let (spec, claims) = ready(spec);
    let net = Dense::new(&spec, &claims)
        .net(all(&claims))
        .expect("consistent");
    let worlds = Worlds::enumerate(&spec, &claims, all(&claims)).expect("dated");
    let either = |coins: Vec<u32>| {
        let one = |a, b| Binding {
            atoms: vec![Atom::before(a, b)],
            coins: coins.clone(),
            unless: Vec::new(),
        };
        vec![one(m, s), one(m, t)]
    };
    assert_eq!(net.some(&either(vec![])), Verdict::Certain);
    assert_eq!(worlds.some(&either(vec![])), Verdict::Certain);
    assert_eq!(net.some(&either(vec![0])), Verdict::Possible);
    assert_eq!(worlds.some(&either(vec![0])), Verdict::Possible);
    let together = Binding {
        atoms: vec![Atom::before(n, s), Atom::before(t, n)],
        ..Binding::default()
    };
    assert_eq!(
        net.some(std::slice::from_ref(&together)),
        Verdict::Impossible
    );
    assert_eq!(worlds.some(&[together]), Verdict::Impossible);
}

#[test]
fn sections_are_cut_where_all_is_certain() {
    let mut spec = blank();
    for (id, from, to) in [
        ("a", 0, 0),
        ("b", 1, 1),
        ("c", 2, 4),
        ("d", 3, 5),
        ("e", 7, 7),
        ("f", 9, 9),
    ] {
        event(&mut spec, id, Kind::Statement, within(from, to));
    }
    let (spec, claims) = ready(spec);
    let worlds = Worlds::enumerate(&spec, &claims, all(&claims)).expect("dated");
    let order: Vec<usize> = (0..6).collect();
    let matrix = sure(&worlds, 6);
    assert_eq!(cuts(&order, &matrix), [1, 2, 4, 5]);
    let expected = [
        (1, true),
        (1, true),
        (2, false),
        (2, false),
        (3, true),
        (3, true),
    ];
    assert_eq!(sections(&order, &matrix), expected);
    let listed: Vec<_> = order
        .iter()
        .map(|&e| (e, expected[e].0, expected[e].1))
        .collect();
    assert_eq!(check(&listed, &worlds, &spec), Ok(()));
    let mut wrong = listed.clone();
    wrong.swap(0, 1);
    assert!(check(&wrong, &worlds, &spec).is_err());
}

#[test]
fn an_affiliation_covers_an_event_within_both_ends() {
    let moment = |tick| DateText::moment(tick);
    let range = |from: Option<i64>, to: Option<i64>| {
        let piece = |tick: i64| Piece::Moment(tick).into();
        Side::At(DateText {
            form: Form::Range(from.map(piece), to.map(piece)),
            suffix: Suffix::Zulu,
        })
    };
    let cases = [
        (Side::Missing, Side::Open, Verdict::Certain),
        (Side::At(moment(3)), Side::Missing, Verdict::Certain),
        (Side::At(moment(4)), Side::Missing, Verdict::Possible),
        (Side::At(moment(6)), Side::Missing, Verdict::Impossible),
        (range(Some(0), None), Side::Missing, Verdict::Possible),
        (
            range(Some(0), Some(3)),
            range(Some(5), None),
            Verdict::Certain,
        ),
        (
            range(Some(0), None),
            range(None, Some(3)),
            Verdict::Possible,
        ),
        // From five to ten, until no later than five: both are five.
        (
            range(Some(5), Some(10)),
            range(None, Some(5)),
            Verdict::Possible,
        ),
    ];
    for (from, until, expected) in cases {
        let mut spec = blank();
        spec.actors.push(Actor {
            id: "us".into(),
            kind: "state",
        });
        spec.actors.push(Actor {
            id: "nato".into(),
            kind: "organization",
        });
        let x = event(&mut spec, "x", Kind::Meeting, within(3, 5));
        spec.affiliations.push(Affiliation {
            actor: 0,
            of: 1,
            from,
            until,
            sources: Vec::new(),
        });
        let side = || Side::Missing;
        spec.affiliations.push(Affiliation {
            actor: 1,
            of: 2,
            from: side(),
            until: side(),
            sources: Vec::new(),
        });
        let (spec, claims) = ready(spec);
        let net = Dense::new(&spec, &claims).net(1).expect("consistent");
        let worlds = Worlds::enumerate(&spec, &claims, 1).expect("dated");
        for to in [1, 2] {
            assert_eq!(net.acts_for(0, to, x), expected);
            assert_eq!(worlds.acts_for(0, to, x), expected);
        }
        assert_eq!(worlds.acts_for(2, 0, x), Verdict::Impossible);
        assert_eq!(worlds.acts_for(2, 2, x), Verdict::Certain);
        assert_eq!(net.acts_for(2, 2, x), Verdict::Certain);
        assert_eq!(
            worlds.atom(&Atom::During {
                event: x,
                affiliation: 0
            }),
            expected
        );
    }
}

// Emission.

#[test]
fn every_line_is_json_and_stands_where_the_claims_say() {
    for seed in 0..300 {
        for shape in [Shape::Dated, Shape::Mixed] {
            let spec = spec(seed, shape);
            let text = spec.jsonl();
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines.len(), spec.layout.len());
            for line in lines.iter().filter(|line| !line.is_empty()) {
                let value: serde_json::Value = serde_json::from_str(line).expect("valid JSON");
                assert!(value["type"].is_string());
            }
            for claim in claims(&spec) {
                let value: serde_json::Value =
                    serde_json::from_str(lines[claim.key.line as usize - 1]).expect("not blank");
                match claim.body {
                    Body::Relation { left, right, .. } => {
                        assert_eq!(value["left"], spec.events[left].id);
                        assert_eq!(value["right"], spec.events[right].id);
                    }
                    Body::Date { event, .. } => {
                        let id = if value["type"] == "claim" {
                            &value["event"]
                        } else {
                            &value["id"]
                        };
                        assert_eq!(*id, spec.events[event].id);
                        assert!(value["time"].is_string());
                    }
                    Body::PartOf { part, .. } => assert_eq!(value["id"], spec.events[part].id),
                    Body::RepliesTo { reply, .. } => assert_eq!(value["id"], spec.events[reply].id),
                    Body::Published { event, .. } => assert_eq!(value["id"], spec.events[event].id),
                }
            }
        }
    }
}

#[test]
fn the_order_of_lines_changes_no_claim() {
    for seed in 0..200 {
        let spec = spec(seed, Shape::Mixed);
        let other = reorder(&spec, seed + 1);
        let plain = |spec: &Spec| -> Vec<_> {
            claims(spec)
                .into_iter()
                .map(|c| (c.tie, c.grade, format!("{:?}", c.body)))
                .collect()
        };
        assert_eq!(plain(&spec), plain(&other));
    }
}

// The oracles against each other.

#[derive(Default, Debug)]
struct Tally {
    consistent: u32,
    worlds: u32,
    unknown: u32,
    asked: u32,
    aside: usize,
    certain: u32,
    possible: u32,
    impossible: u32,
}

impl Tally {
    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Certain => &mut self.certain,
            Verdict::Possible => &mut self.possible,
            Verdict::Impossible => &mut self.impossible,
        } += 1;
    }

    /// Holds an answer of oracle A, if it has one, against that of oracle B.
    fn agree<T: PartialEq + std::fmt::Debug>(&mut self, a: Option<T>, b: Option<T>, what: &str) {
        self.asked += 1;
        match a {
            None => self.unknown += 1,
            some => assert_eq!(some, b, "{what}"),
        }
    }
}

/// Everything that needs only "has this set a world".
fn compare_provers(seed: u64, spec: &Spec, claims: &[Claim], kept: ClaimSet, tally: &mut Tally) {
    let (dense, search) = (Dense::new(spec, claims), Search::new(spec, claims, BUDGET));
    tally.agree(
        set_aside(&search, claims),
        Some(kept),
        &format!("seed {seed}: set aside"),
    );
    for aside in indices(all(claims) & !kept) {
        tally.aside += 1;
        let conflict = shrink(&dense, kept | 1 << aside).expect("dense always knows");
        assert_eq!(explains_aside(&dense, conflict, aside, kept), Some(true));
        tally.agree(
            explains_aside(&search, conflict, aside, kept),
            Some(true),
            &format!("seed {seed}: conflict"),
        );
        let larger = all(claims) & !conflict;
        if let Some(more) = indices(larger & kept).next() {
            let is = is_minimal_conflict(&search, conflict | 1 << more);
            tally.agree(is, Some(false), &format!("seed {seed}: not minimal"));
        }
    }
    let mut rng = Rng::new(seed ^ 0xABCD);
    let net = dense.net(kept).expect("kept claims have a world");
    for _ in 0..3 {
        let set = all(claims) & (u128::from(rng.next()) << 64 | u128::from(rng.next()));
        let question = atom(&mut rng, spec);
        for holds in [true, false] {
            let entailed = entails(&dense, set, question, holds);
            tally.agree(
                entails(&search, set, question, holds),
                entailed,
                &format!("seed {seed}: entails"),
            );
        }
        let question = atom(&mut rng, spec);
        let verdict = net.atom(&question);
        if verdict == Verdict::Possible {
            assert_eq!(best_grade(&dense, claims, kept, question, true), Some(None));
            continue;
        }
        let holds = verdict == Verdict::Certain;
        let reason = shrink_reason(&dense, kept, question, holds).expect("dense always knows");
        assert_eq!(is_reason(&dense, reason, question, holds), Some(true));
        tally.agree(
            is_reason(&search, reason, question, holds),
            Some(true),
            &format!("seed {seed}: reason"),
        );
        let grades = best_grade(&dense, claims, kept, question, holds);
        let other = best_grade(&search, claims, kept, question, holds);
        tally.agree(other, grades, &format!("seed {seed}: grade"));
        let doubt = is_doubtful(&dense, claims, kept, question, holds);
        let other = is_doubtful(&search, claims, kept, question, holds);
        tally.agree(other, doubt, &format!("seed {seed}: doubt"));
    }
    let events: Vec<usize> = (0..spec.events.len()).collect();
    assert_eq!(
        doubtful_on(claims, kept, &events),
        kept & subset(claims, |claim| claim.doubtful)
    );
}

/// Everything that oracle A reads off the list of all worlds.
fn compare_judges(seed: u64, spec: &Spec, worlds: &Worlds, net: &impl Judge, tally: &mut Tally) {
    let events = spec.events.len();
    for x in 0..events {
        assert_eq!(
            worlds.windows(x),
            net.windows(x),
            "seed {seed}: windows of {x}"
        );
        for y in (0..events).filter(|&y| y != x) {
            assert_eq!(
                worlds.relations(x, y),
                net.relations(x, y),
                "seed {seed}: {x} to {y}"
            );
            assert_eq!(
                worlds.begins_before(x, y),
                net.begins_before(x, y),
                "seed {seed}: {x} {y}"
            );
        }
        for actor in 0..4 {
            for of in 3..6 {
                assert_eq!(
                    worlds.acts_for(actor, of, x),
                    net.acts_for(actor, of, x),
                    "seed {seed}: {actor} {of}"
                );
            }
        }
    }
    let mut rng = Rng::new(seed ^ 0x1234);
    for _ in 0..12 {
        let question = atom(&mut rng, spec);
        let verdict = worlds.atom(&question);
        tally.add(verdict);
        assert_eq!(verdict, net.atom(&question), "seed {seed}: {question:?}");
        let single = [Binding {
            atoms: vec![question],
            ..Binding::default()
        }];
        assert_eq!(
            verdict,
            worlds.some(&single),
            "seed {seed}: {question:?} as a formula"
        );
    }
    for _ in 0..3 {
        let formula = bindings(&mut rng, spec);
        assert_eq!(
            worlds.some(&formula),
            net.some(&formula),
            "seed {seed}: {formula:?}"
        );
    }
    for actor in 0..6 {
        let candidates = spec.candidates(&[actor]);
        for (s, statement) in spec
            .events
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == Kind::Statement)
        {
            let at = (s, statement.status == Status::Alleged);
            // The same by the general definition of `find last 1 by`, each open candidate with a coin.
            let answers: Vec<(usize, Vec<Binding>)> = candidates
                .iter()
                .map(|&(m, open)| {
                    let mut coins = if open { vec![m as u32] } else { Vec::new() };
                    coins.extend(at.1.then_some(15));
                    (
                        m,
                        vec![Binding {
                            atoms: vec![Atom::before(m, s)],
                            coins,
                            unless: Vec::new(),
                        }],
                    )
                })
                .collect();
            let extreme = worlds.extreme(&answers, 1, false);
            for (which, expected) in extreme.iter().enumerate() {
                let last = worlds.last_before(&candidates, which, at);
                assert_eq!(last, *expected, "seed {seed}: last by definition");
                assert_eq!(
                    last,
                    net.last_before(&candidates, which, at),
                    "seed {seed}: last before {s}"
                );
                let first = worlds.first_after(&candidates, which, at);
                assert_eq!(
                    first,
                    net.first_after(&candidates, which, at),
                    "seed {seed}: first after {s}"
                );
            }
        }
    }
}

#[test]
fn worlds_and_dense_agree_on_dated_timelines() {
    let mut tally = Tally::default();
    for seed in 0..seeds() {
        let spec = spec(seed, Shape::Dated);
        let claims = claims(&spec);
        let dense = Dense::new(&spec, &claims);
        let kept = set_aside(&dense, &claims).expect("dense always knows");
        tally.consistent += u32::from(kept == all(&claims));
        compare_provers(seed, &spec, &claims, kept, &mut tally);
        let net = dense.net(kept).expect("kept claims have a world");
        if let Some(worlds) = Worlds::enumerate(&spec, &claims, kept) {
            assert!(!worlds.is_empty(), "seed {seed}");
            tally.worlds += 1;
            compare_judges(seed, &spec, &worlds, &net, &mut tally);
            let witness: Vec<_> = worlds
                .iter()
                .next()
                .expect("a world")
                .iter()
                .copied()
                .map(Some)
                .collect();
            assert!(worlds.has(&witness) && net.has(&witness));
        }
        // Without a world, the list of worlds is empty.
        if kept != all(&claims)
            && let Some(worlds) = Worlds::enumerate(&spec, &claims, all(&claims))
        {
            assert!(worlds.is_empty(), "seed {seed}");
        }
    }
    println!("{tally:?}");
    let seeds = seeds() as u32;
    assert!(
        tally.consistent * 3 > seeds && tally.consistent * 10 < seeds * 9,
        "{tally:?}"
    );
    assert!(tally.worlds * 10 > seeds * 8, "{tally:?}");
    assert!(tally.unknown * 50 < tally.asked, "{tally:?}");
}

#[test]
fn search_and_dense_agree_on_mixed_timelines() {
    let mut tally = Tally::default();
    for seed in 0..seeds() / 3 {
        let spec = spec(seed, Shape::Mixed);
        let claims = claims(&spec);
        let dense = Dense::new(&spec, &claims);
        let kept = set_aside(&dense, &claims).expect("dense always knows");
        tally.consistent += u32::from(kept == all(&claims));
        compare_provers(seed, &spec, &claims, kept, &mut tally);
        let net = dense.net(kept).expect("kept claims have a world");
        for x in 0..spec.events.len() {
            for y in (0..spec.events.len()).filter(|&y| y != x) {
                assert_eq!(
                    net.relations(x, y),
                    net.relations_in_full(x, y),
                    "seed {seed}: {x} to {y}"
                );
                assert_eq!(
                    net.relations(x, y),
                    converse_mask(net.relations(y, x)),
                    "seed {seed}"
                );
            }
        }
        let mut rng = Rng::new(seed);
        for _ in 0..4 {
            tally.add(net.atom(&atom(&mut rng, &spec)));
        }
    }
    println!("{tally:?}");
}
