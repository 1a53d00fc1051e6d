//! The engine against two oracles that share no code with it, on random timelines.
//!
//! `DEMARCHE_SEEDS` sets how many timelines of either kind are tried; 500 by default, so that the usual
//! test run stays short. The large run is done in an optimised profile.

mod oracle;

use demarche::{
    Assertion, BuildError, Certainty, Conflict, Duration, EventId, ImpliedKind, Policy, Relation,
    RelationSet, StatedClaim, Timeline, TimelineBuilder, read_records,
};
use oracle::ask::atom;
use oracle::claims::{Claim, ClaimKind, ClaimSet, all, claims, find, grade_text, indices};
use oracle::dates::DateText;
use oracle::dense::Dense;
use oracle::r#gen::{Shape, reorder, spec};
use oracle::judge::{
    Atom, Binding, Judge, Prover, Verdict, best_grade, doubtful_on, explains_aside, is_doubtful,
    is_reason, set_aside, set_aside_among,
};
use oracle::order::check;
use oracle::relation::{ALL, Gap, Mask, Span, gap_size, relation_of};
use oracle::rng::Rng;
use oracle::spec::{Affiliation, Kind, Presence, Side, Spec, Status};
use oracle::worlds::Worlds;

fn seeds() -> u64 {
    let given = std::env::var("DEMARCHE_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok());
    given.unwrap_or(500)
}

fn builder(spec: &Spec) -> TimelineBuilder {
    let text = spec.jsonl();
    let input = read_records(text.as_bytes(), "random.jsonl");
    assert!(input.faults.is_empty(), "{:?}\n{text}", input.faults);
    let mut builder = Timeline::builder();
    builder.add_input(input);
    builder
}

fn build(spec: &Spec, policy: Policy) -> Result<Timeline, BuildError> {
    let mut builder = builder(spec);
    builder.policy(policy);
    builder.build()
}

/// The oracle's number of a claim that the engine names.
fn number(claims: &[Claim], claim: &StatedClaim) -> usize {
    let (kind, of) = match &claim.assertion {
        Assertion::Date { .. } => (ClaimKind::Time, None),
        Assertion::Relation { .. } => (ClaimKind::Relation, None),
        Assertion::Implied { kind, of, .. } => {
            let kind = match kind {
                ImpliedKind::PartOf => ClaimKind::PartOf,
                ImpliedKind::RepliesTo => ClaimKind::RepliesTo,
                ImpliedKind::Published => ClaimKind::Published,
            };
            (kind, Some(of.as_str()))
        }
        _ => panic!("an unknown assertion"),
    };
    find(claims, claim.origin.line, kind, of).unwrap_or_else(|| panic!("no such claim: {claim:?}"))
}

fn set(claims: &[Claim], stated: &[StatedClaim]) -> ClaimSet {
    stated
        .iter()
        .fold(0, |set, claim| set | 1 << number(claims, claim))
}

fn mask(set: RelationSet) -> Mask {
    set.iter()
        .fold(0, |mask, relation| mask | 1 << relation as Mask)
}

fn relations(mask: Mask) -> RelationSet {
    Relation::ALL
        .into_iter()
        .filter(|&r| mask >> (r as Mask) & 1 == 1)
        .collect()
}

fn gap(gap: Gap) -> demarche::Gap {
    let duration = |ticks: Option<i64>| ticks.and_then(Duration::from_micros);
    demarche::Gap {
        min: duration(gap.min),
        max: duration(gap.max),
    }
}

fn verdict(certainty: Certainty) -> Verdict {
    match certainty {
        Certainty::Impossible => Verdict::Impossible,
        Certainty::Possible => Verdict::Possible,
        Certainty::Certain => Verdict::Certain,
    }
}

/// Event numbers of the oracle, by key, for those of the engine.
struct Map<'a> {
    spec: &'a Spec,
    timeline: &'a Timeline,
}

impl Map<'_> {
    fn id(&self, event: usize) -> EventId {
        self.timeline
            .event(self.spec.events[event].id.as_str())
            .expect("known")
            .id()
    }
}

/// The conflicts of the engine are those of the contract.
fn check_conflicts(prover: &impl Prover, claims: &[Claim], kept: ClaimSet, conflicts: &[Conflict]) {
    let mut aside: ClaimSet = 0;
    for conflict in conflicts {
        let dropped = number(claims, conflict.set_aside());
        assert_eq!(
            aside >> dropped & 1,
            0,
            "one conflict for each claim set aside"
        );
        aside |= 1 << dropped;
        let members = set(claims, conflict.claims());
        assert_eq!(
            explains_aside(prover, members, dropped, kept),
            Some(true),
            "{conflict}"
        );
    }
    assert_eq!(aside, all(claims) & !kept, "what is set aside");
}

fn check_reason(
    timeline: &Timeline,
    map: &Map<'_>,
    prover: &impl Prover,
    claims: &[Claim],
    kept: ClaimSet,
    asked: Atom,
) {
    let Atom::Relation {
        left,
        is,
        right,
        gap: between,
    } = asked
    else {
        return;
    };
    let pair = timeline.relate(map.id(left), map.id(right)).expect("known");
    let why = pair
        .explain_within(relations(is), gap(between))
        .expect("a fit gap");
    let stated = set(claims, why.claims());
    if why.certainty() == Certainty::Possible {
        assert_eq!(stated, doubtful_on(claims, kept, &[left, right]));
        assert_eq!(why.is_doubtful(), stated != 0);
        assert_eq!(why.grade(), None);
        let shown: Vec<bool> = why
            .witnesses()
            .iter()
            .map(demarche::Witness::holds)
            .collect();
        assert_eq!(shown, [true, false]);
        for witness in why.witnesses() {
            let span = |event: usize| -> Span {
                let key = &map.spec.events[event].id;
                let (_, begin, end) = witness
                    .events()
                    .find(|(k, ..)| *k == key.as_str())
                    .expect("shown");
                (begin as i64, end as i64)
            };
            let (x, y) = (span(left), span(right));
            let relation = relation_of(x, y);
            let fits = gap_size(relation, x, y).is_none_or(|size| between.allows(size));
            assert_eq!(is >> relation & 1 == 1 && fits, witness.holds(), "{why}");
            // Both events pinned to these ticks leave the claims a world.
            let pin = |event: usize, (from, to): Span| (Atom::In { event, from, to }, true);
            let begins = [pin(left, x), pin(right, y)];
            let has = prover.has_world(kept, &begins);
            assert_ne!(has, Some(false), "{why}");
        }
        return;
    }
    let holds = why.certainty() == Certainty::Certain;
    assert_eq!(
        is_reason(prover, stated, asked, holds),
        Some(true),
        "{why}\n{asked:?}"
    );
    let grade = best_grade(prover, claims, kept, asked, holds)
        .flatten()
        .expect("entailed");
    assert_eq!(
        why.grade().map(|g| g.to_string()),
        Some(grade_text(grade)),
        "{why}"
    );
    assert_eq!(
        Some(why.is_doubtful()),
        is_doubtful(prover, claims, kept, asked, holds),
        "{why}"
    );
}

fn check_judgements(spec: &Spec, timeline: &Timeline, judge: &impl Judge, rng: &mut Rng) {
    let map = Map { spec, timeline };
    let events = spec.events.len();
    for event in 0..events {
        let view = timeline.event(map.id(event)).expect("known");
        let bound = |b: Option<demarche::Bound>| b.map(|b| b.micros() as i64);
        let window = |w: demarche::EndWindow| (bound(w.earliest), bound(w.latest));
        assert_eq!(
            [window(view.begin()), window(view.end())],
            judge.windows(event),
            "{event}"
        );
    }
    for x in 0..events {
        for y in 0..events {
            let pair = timeline.relate(map.id(x), map.id(y)).expect("known");
            let possible = mask(pair.possible());
            assert_eq!(possible, judge.relations(x, y), "{x} {y}");
            for _ in 0..3 {
                let asked = (rng.next() as Mask & ALL).max(1);
                let expected = judge.atom(&Atom::relation(x, asked, y));
                assert_eq!(
                    verdict(pair.certainty(relations(asked))),
                    expected,
                    "{x} {asked:b} {y}"
                );
            }
        }
    }
    for _ in 0..12 {
        let asked = atom(rng, spec);
        if let Atom::Relation {
            left,
            is,
            right,
            gap: between,
        } = asked
        {
            let pair = timeline.relate(map.id(left), map.id(right)).expect("known");
            let judged = pair
                .certainty_within(relations(is), gap(between))
                .expect("a fit gap");
            assert_eq!(verdict(judged), judge.atom(&asked), "{asked:?}");
        }
    }
    let placed: Vec<(usize, u32, bool)> = timeline
        .order()
        .map(|p| (spec.event(p.event.key()), p.section, p.determinate))
        .collect();
    if let Err(wrong) = check(&placed, judge, spec) {
        panic!("{wrong}");
    }
    check_last(spec, timeline, judge);
    check_offices(spec, timeline, judge);
    check_states(spec, timeline, judge);
}

fn check_last(spec: &Spec, timeline: &Timeline, judge: &impl Judge) {
    for (index, event) in spec.events.iter().enumerate() {
        let open = event.status == Status::Alleged;
        if !matches!(event.status, Status::Occurred | Status::Alleged) {
            continue;
        }
        for actor in 0..spec.actors.len() {
            let candidates: Vec<(usize, bool)> = spec
                .candidates(&[actor])
                .into_iter()
                .filter(|&(e, _)| {
                    matches!(spec.events[e].status, Status::Occurred | Status::Alleged)
                })
                .collect();
            let search = timeline
                .meetings_of(spec.actors[actor].id.as_str())
                .expect("known");
            let found = |list: Vec<demarche::Found<'_>>| -> Vec<(usize, Verdict)> {
                list.iter()
                    .map(|f| (spec.event(f.event().key()), verdict(f.certainty())))
                    .collect()
            };
            let mut sides = Vec::new();
            if event.kind == Kind::Statement {
                let last = found(search.last_before(event.id.as_str()).expect("known"));
                let judged = |i: usize| judge.last_before(&candidates, i, (index, open));
                sides.push((last, (0..candidates.len()).map(judged).collect::<Vec<_>>()));
            }
            let first = found(search.first_after(event.id.as_str()).expect("known"));
            let judged = |i: usize| judge.first_after(&candidates, i, (index, open));
            sides.push((first, (0..candidates.len()).map(judged).collect()));
            for (listed, expected) in sides {
                for (&(candidate, _), expected) in candidates.iter().zip(expected) {
                    let given = listed.iter().find(|(e, _)| *e == candidate);
                    let given = given.map_or(Verdict::Impossible, |(_, v)| *v);
                    if candidate != index {
                        assert_eq!(given, expected, "{candidate} of {candidates:?}, {index}");
                    }
                }
            }
        }
    }
}

/// Who acted for whom at a meeting, as the meetings of an actor's principals tell it.
fn check_offices(spec: &Spec, timeline: &Timeline, judge: &impl Judge) {
    for (of, principal) in spec.actors.iter().enumerate() {
        let search = timeline.meetings_for(principal.id.as_str()).expect("known");
        let found: Vec<(usize, Verdict)> = search
            .iter()
            .map(|f| (spec.event(f.event().key()), verdict(f.certainty())))
            .collect();
        for (index, event) in spec.events.iter().enumerate() {
            if event.kind != Kind::Meeting || event.participants.len() != 1 {
                continue;
            }
            let (actor, presence) = event.participants[0];
            let expected = match (event.status, presence) {
                (Status::Occurred | Status::Alleged, Presence::Reported) => judge
                    .acts_for(actor, of, index)
                    .if_open(event.status == Status::Alleged),
                (Status::Occurred | Status::Alleged, Presence::Implied) => {
                    judge.acts_for(actor, of, index).if_open(true)
                }
                _ => Verdict::Impossible,
            };
            let given = found.iter().find(|(e, _)| *e == index);
            assert_eq!(
                given.map_or(Verdict::Impossible, |(_, v)| *v),
                expected,
                "{index} {of}"
            );
        }
    }
}

/// The chains of affiliations by which one actor acts for another, no actor twice on any.
fn chains(spec: &Spec, actor: usize, of: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut open = vec![(actor, Vec::new(), vec![actor])];
    while let Some((at, chain, seen)) = open.pop() {
        if at == of {
            found.push(chain);
            continue;
        }
        for (index, affiliation) in spec.affiliations.iter().enumerate() {
            if affiliation.actor == at && !seen.contains(&affiliation.of) {
                let (mut chain, mut seen): (Vec<usize>, Vec<usize>) = (chain.clone(), seen.clone());
                chain.push(index);
                seen.push(affiliation.of);
                open.push((affiliation.of, chain, seen));
            }
        }
    }
    found
}

/// Which states met before each statement, as bindings that the oracle judges.
fn check_states(spec: &Spec, timeline: &Timeline, judge: &impl Judge) {
    let matched = |e: usize| matches!(spec.events[e].status, Status::Occurred | Status::Alleged);
    let states: Vec<usize> = (0..spec.actors.len())
        .filter(|&a| spec.actors[a].kind == "state")
        .collect();
    for (s, statement) in spec.events.iter().enumerate() {
        if statement.kind != Kind::Statement {
            continue;
        }
        let found: Vec<(usize, [String; 2], Verdict)> = timeline
            .states_who_met_before(statement.id.as_str())
            .expect("known")
            .map(|e| {
                assert!(e.is_settled());
                let actors = e.actors().map(|a| a.key().to_string());
                (
                    spec.event(e.meeting().key()),
                    actors,
                    verdict(e.certainty()),
                )
            })
            .collect();
        for (m, meeting) in spec.events.iter().enumerate() {
            if meeting.kind != Kind::Meeting {
                continue;
            }
            for (i, &first) in states.iter().enumerate() {
                for &second in &states[i + 1..] {
                    let mut bindings = Vec::new();
                    for (p, &(person, here)) in meeting.participants.iter().enumerate() {
                        for (q, &(other, there)) in meeting.participants.iter().enumerate() {
                            let denied = [here, there].contains(&Presence::Denied);
                            if person == other || denied || !matched(s) || !matched(m) {
                                continue;
                            }
                            for one in chains(spec, person, first) {
                                for two in chains(spec, other, second) {
                                    let mut atoms = vec![Atom::before(m, s)];
                                    atoms.extend(one.iter().chain(&two).map(|&affiliation| {
                                        Atom::During {
                                            event: m,
                                            affiliation,
                                        }
                                    }));
                                    let mut coins = Vec::new();
                                    coins.extend((meeting.status == Status::Alleged).then_some(0));
                                    coins
                                        .extend((statement.status == Status::Alleged).then_some(1));
                                    coins.extend(
                                        (here == Presence::Implied).then_some(2 + p as u32),
                                    );
                                    coins.extend(
                                        (there == Presence::Implied).then_some(2 + q as u32),
                                    );
                                    bindings.push(Binding {
                                        atoms,
                                        coins,
                                        unless: Vec::new(),
                                    });
                                }
                            }
                        }
                    }
                    let expected = if bindings.is_empty() {
                        Verdict::Impossible
                    } else {
                        judge.some(&bindings)
                    };
                    let pair = [first, second].map(|a| spec.actors[a].id.clone());
                    let back = [second, first].map(|a| spec.actors[a].id.clone());
                    let given = found
                        .iter()
                        .find(|(event, actors, _)| {
                            *event == m && (*actors == pair || *actors == back)
                        })
                        .map_or(Verdict::Impossible, |(.., verdict)| *verdict);
                    assert_eq!(given, expected, "{m} {s} {pair:?}");
                }
            }
        }
    }
}

fn check_seed(seed: u64, shape: Shape) {
    let spec = spec(seed, shape);
    let claims = claims(&spec);
    let prover = Dense::new(&spec, &claims);
    let kept = set_aside(&prover, &claims).expect("decided");
    let mut rng = Rng::new(seed ^ 0x5eed);
    match build(&spec, Policy::Reject) {
        Ok(timeline) => {
            assert_eq!(kept, all(&claims), "consistent");
            assert!(timeline.conflicts().is_empty());
        }
        Err(error) => {
            assert!(error.faults().is_empty(), "{error}");
            check_conflicts(&prover, &claims, kept, error.conflicts());
        }
    }
    let timeline = build(&spec, Policy::SetAside).expect("something is kept");
    check_conflicts(&prover, &claims, kept, timeline.conflicts());
    let net = prover.net(kept).expect("the kept claims have a world");
    check_judgements(&spec, &timeline, &net, &mut rng);
    if shape == Shape::Dated
        && let Some(worlds) = Worlds::enumerate(&spec, &claims, kept)
    {
        check_judgements(&spec, &timeline, &worlds, &mut rng);
    }
    let map = Map {
        spec: &spec,
        timeline: &timeline,
    };
    for _ in 0..6 {
        let asked = atom(&mut rng, &spec);
        check_reason(&timeline, &map, &prover, &claims, kept, asked);
    }
    check_switches(&spec, &claims, &prover, seed);
    check_insertion(&spec, &timeline, seed);
}

/// Each kind of implied claim can be switched off.
fn check_switches(spec: &Spec, claims: &[Claim], prover: &impl Prover, seed: u64) {
    let (off, kind) = match seed % 3 {
        0 => (ImpliedKind::PartOf, ClaimKind::PartOf),
        1 => (ImpliedKind::RepliesTo, ClaimKind::RepliesTo),
        _ => (ImpliedKind::Published, ClaimKind::Published),
    };
    let rest = indices(all(claims))
        .filter(|&i| claims[i].key.kind != kind)
        .fold(0, |set, i| set | 1 << i);
    let kept = set_aside_among(prover, rest).expect("decided");
    let mut builder = builder(spec);
    let timeline = builder
        .policy(Policy::SetAside)
        .imply(off, false)
        .to_owned()
        .build()
        .expect("kept");
    let aside: ClaimSet = timeline
        .conflicts()
        .iter()
        .fold(0, |s, c| s | 1 << number(claims, c.set_aside()));
    assert_eq!(aside, rest & !kept);
}

/// The order of insertion changes nothing.
fn check_insertion(spec: &Spec, timeline: &Timeline, seed: u64) {
    let other = reorder(spec, seed);
    let again = build(&other, Policy::SetAside).expect("something is kept");
    let order = |t: &Timeline| -> Vec<(String, u32, bool)> {
        t.order()
            .map(|p| (p.event.key().to_string(), p.section, p.determinate))
            .collect()
    };
    assert_eq!(order(timeline), order(&again));
    let said = |t: &Timeline| -> Vec<Vec<Assertion>> {
        t.conflicts()
            .iter()
            .map(|c| {
                c.claims()
                    .iter()
                    .map(|claim| claim.assertion.clone())
                    .collect()
            })
            .collect()
    };
    assert_eq!(said(timeline), said(&again));
    for x in &spec.events {
        for y in &spec.events {
            let possible = |t: &Timeline| {
                t.relate(x.id.as_str(), y.id.as_str())
                    .expect("known")
                    .possible()
            };
            assert_eq!(possible(timeline), possible(&again));
        }
    }
}

/// A random timeline whose meetings are attended by holders of one office in turn: who acted for a
/// state depends on the world, and often somebody did in all of them.
fn offices(seed: u64) -> Spec {
    let mut spec = spec(seed, Shape::Dated);
    let mut rng = Rng::new(seed ^ 0x0ff1ce);
    let near = (0..spec.events.len())
        .find_map(|e| spec.own_window(e)?.begin.0)
        .unwrap_or(0);
    let side = |rng: &mut Rng| {
        if rng.chance(25) {
            Side::Missing
        } else {
            Side::At(DateText::moment(near + rng.between(-1, 4)))
        }
    };
    let office = |actor: usize, of: usize, from: Side, until: Side| Affiliation {
        actor,
        of,
        from,
        until,
        sources: Vec::new(),
    };
    let turn = rng.between(-1, 4);
    spec.affiliations = vec![
        // One leaves the office about when the next takes it.
        office(0, 4, Side::Missing, Side::At(DateText::moment(near + turn))),
        office(
            1,
            4,
            Side::At(DateText::moment(near + turn + rng.between(-1, 1))),
            Side::Missing,
        ),
        office(2, 5, Side::Missing, side(&mut rng)),
        office(3, 5, side(&mut rng), Side::Missing),
    ];
    for event in spec.events.iter_mut().filter(|e| e.kind == Kind::Meeting) {
        event.participants.clear();
        for actor in 0..4 {
            let presence = if rng.chance(10) {
                Presence::Implied
            } else {
                Presence::Reported
            };
            if rng.chance(80) {
                event.participants.push((actor, presence));
            }
        }
        if event.participants.is_empty() {
            event.participants.push((0, Presence::Reported));
        }
        if rng.chance(50) {
            event.instant = Some(true);
        }
    }
    spec.layout = spec.plain_layout();
    spec
}

#[test]
fn offices_held_in_turn_agree_with_all_their_worlds() {
    for seed in 0..seeds() {
        let spec = offices(seed);
        // What is inconsistent, or an affiliation that ends before it begins, is another test's.
        let Ok(timeline) = build(&spec, Policy::Reject) else {
            continue;
        };
        let claims = claims(&spec);
        if let Some(worlds) = Worlds::enumerate(&spec, &claims, all(&claims)) {
            check_states(&spec, &timeline, &worlds);
        }
        let prover = Dense::new(&spec, &claims);
        let net = prover.net(all(&claims)).expect("consistent");
        check_states(&spec, &timeline, &net);
        check_offices(&spec, &timeline, &net);
    }
}

fn run(shape: Shape, seeds: u64) {
    for seed in 0..seeds {
        let checked = std::panic::catch_unwind(|| check_seed(seed, shape));
        if let Err(panic) = checked {
            eprintln!("seed {seed} of {shape:?}:\n{}", spec(seed, shape).jsonl());
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn dated_timelines_agree_with_all_their_worlds() {
    run(Shape::Dated, seeds());
}

#[test]
fn mixed_timelines_agree_with_shortest_paths() {
    run(Shape::Mixed, seeds());
}
