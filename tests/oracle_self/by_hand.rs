//! Hand-made examples of the contract, put to both oracles.

use crate::BUDGET;
use crate::oracle::claims::{Claim, ClaimKind, all, claims, find, grade_text, subset};
use crate::oracle::dates::{
    DAY, DateText, Form, Member, Piece, Suffix, civil_from_days, days_from_civil,
};
use crate::oracle::dense::Dense;
use crate::oracle::judge::{
    Atom, Binding, Judge, Verdict, best_grade, explains_aside, is_minimal_conflict, is_reason,
    set_aside,
};
use crate::oracle::matrix::inequalities;
use crate::oracle::order::{check, cuts, sections, sure};
use crate::oracle::relation::{
    ALL, DISJOINT, Gap, INTERSECTS, WITHIN, claimable, claimable_with, configurations, converse,
    converse_mask, holds, mask_of, relation_of,
};
use crate::oracle::search::Search;
use crate::oracle::spec::{
    Actor, Affiliation, Citation, Dating, Event, Kind, Presence, Relation, Side, Source, Spec,
    Status, duration_text,
};
use crate::oracle::worlds::Worlds;

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
    let named = |x, y| crate::oracle::relation::NAMES[relation_of(x, y)];
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
    let gap = |min, max| Gap { min, max };
    assert!(holds(1 << 1, gap(None, Some(0)), (1, 3), (3, 4)));
    assert!(!holds(1 << 1, gap(Some(1), None), (1, 3), (3, 4)));
    assert!(holds(1, gap(Some(2), Some(2)), (1, 3), (5, 5)));
    assert!(!holds(1, gap(None, Some(1)), (1, 3), (5, 5)));
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
    for (index, claim) in claims.iter().enumerate() {
        assert_eq!(
            is_minimal_conflict(&dense, 1 << index),
            Some(true),
            "{claim:?}"
        );
        assert_eq!(
            is_minimal_conflict(&search, 1 << index),
            Some(true),
            "{claim:?}"
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
