//! Meetings that only one side confirms.

use crate::model::{Citation, CitedAs, Record};
use crate::query::Certainty;
use crate::query::condition::{Coin, Condition};
use crate::query::projection::{BUDGET, Verdict, judge_condition};
use crate::timeline::{ActorView, EventKind, MeetingView, SourceView, Timeline};
use std::fmt;

/// A meeting that sources of one side confirm, and none of another.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Source::new("gazette").speaks_for("a"));
/// t.add(Meeting::new("talks").between(["a", "b"]).source("gazette"));
/// let t = t.build()?;
/// let told = t.one_sided_meetings().next().unwrap();
/// let keys = |actors: Vec<_>| actors.iter().map(|a: &demarche::ActorView| a.key().to_owned()).collect::<Vec<_>>();
/// assert_eq!(keys(told.confirming().collect()), ["a"]);
/// assert_eq!(keys(told.silent().collect()), ["b"]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Confirmation<'t> {
    timeline: &'t Timeline,
    meeting: u32,
    verdict: Verdict,
    confirming: Vec<u32>,
    silent: Vec<u32>,
    sources: Vec<u32>,
}

impl<'t> Confirmation<'t> {
    /// The meeting that one side confirms.
    pub fn meeting(&self) -> MeetingView<'t> {
        MeetingView::new(self.timeline, self.meeting)
    }

    /// The participants whose side confirms it, at least in some world, in the order of the record.
    pub fn confirming(&self) -> impl Iterator<Item = ActorView<'t>> {
        let t = self.timeline;
        self.confirming
            .iter()
            .map(move |&actor| ActorView::new(t, actor))
    }

    /// The participants whose side does not, at least in some world, in the order of the record.
    pub fn silent(&self) -> impl Iterator<Item = ActorView<'t>> {
        let t = self.timeline;
        self.silent
            .iter()
            .map(move |&actor| ActorView::new(t, actor))
    }

    /// The sources that confirm it for a side, in the order cited.
    pub fn sources(&self) -> impl Iterator<Item = SourceView<'t>> {
        let t = self.timeline;
        self.sources
            .iter()
            .map(move |&source| SourceView::new(t, source))
    }

    /// How sure it is that one side confirms it, and another does not; never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }
}

/// `certain: "talks" is confirmed for Ada, not for Bo`.
impl fmt::Display for Confirmation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |actors: &[u32]| {
            let names = actors.iter().map(|&a| self.timeline.store().actor_name(a));
            names.collect::<Vec<_>>().join(" and ")
        };
        let (confirming, silent) = (names(&self.confirming), names(&self.silent));
        let (certainty, meeting) = (self.certainty(), self.meeting());
        write!(
            f,
            "{certainty}: {:?} is confirmed for {confirming}, not for {silent}",
            meeting.name()
        )
    }
}

impl fmt::Debug for Confirmation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Confirmation({self})")
    }
}

impl Timeline {
    /// Meetings that only one side confirms: some source says so that speaks for a participant, but none for
    /// another participant, and none for a second side. In file order.
    ///
    /// A source confirms a meeting if it is cited on its record, or for one of its participants, and not
    /// as having `announced` it: what was to come need not have come. It speaks for a participant if
    /// it speaks for the actor itself, or for one for whom the actor acts at the meeting, directly or
    /// through others. Two participants are of one side if somebody that a source speaks for stands
    /// behind both. Sources of claims about the meeting (its date, its order) confirm nothing.
    ///
    /// Certain if that is so in every world; who held which office may be open, and a presence that is only
    /// implied makes no side of its own in some worlds. An alleged meeting is at most possible. Linear in
    /// the meetings; exponential at worst in the offices that are open at one of them.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::state("x", "X")]);
    /// t.add(Affiliation::new("a", "x").role("envoy"));
    /// t.add(Source::new("x-gazette").speaks_for("x"));
    /// t.add(Source::new("b-notes").speaks_for("b"));
    /// t.add(Meeting::new("secret").between(["a", "b"]).source("x-gazette"));
    /// t.add(Meeting::new("public").between(["a", "b"]).source("x-gazette").source("b-notes"));
    /// let t = t.build()?;
    /// let one_sided: Vec<String> = t.one_sided_meetings().map(|m| m.to_string()).collect();
    /// assert_eq!(one_sided, [r#"certain: "secret" is confirmed for Ada, not for Bo"#]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn one_sided_meetings(&self) -> impl Iterator<Item = Confirmation<'_>> {
        let kinds = &self.store().columns.kind;
        let all = (0..self.len() as u32)
            .filter(|&e| kinds[e as usize] == EventKind::Meeting && self.is_matched(e));
        all.filter_map(|meeting| self.confirmation(meeting))
    }

    fn confirmation(&self, meeting: u32) -> Option<Confirmation<'_>> {
        let (sources, spoken_for) = self.speaking(meeting);
        if spoken_for.is_empty() {
            return None;
        }
        let people = self.participants(meeting);
        // That each acts for each of those.
        let acting: Vec<Vec<Condition>> = people
            .iter()
            .map(|person| {
                let (ways, complete) = self.capacities(meeting, person.actor);
                let acts = |&principal: &u32| {
                    let of = ways.iter().filter(|w| w.principal == principal);
                    let held = of.map(|w| Condition::steps(self.office_steps(meeting, w)));
                    let open = (!complete).then_some(Condition::Unknown);
                    Condition::Any(held.chain(open).collect())
                };
                spoken_for.iter().map(acts).collect()
            })
            .collect();
        let said: Vec<Condition> = acting.iter().cloned().map(Condition::Any).collect();
        let there = |at: usize, more: Vec<Condition>| {
            let coin = Coin::Present(meeting, people[at].actor);
            let implied = people[at]
                .is_implied()
                .then_some(Condition::Coin(coin, true));
            Condition::All(implied.into_iter().chain(more).collect())
        };
        let each = || 0..people.len();
        let some_say = each().map(|p| there(p, vec![said[p].clone()]));
        let some_do_not = each().map(|p| there(p, vec![said[p].denial()]));
        // Two participants are of different sides if no one of those stands behind both.
        let two_sides = each()
            .flat_map(|p| (0..p).map(move |q| (p, q)))
            .map(|(p, q)| {
                let both = acting[p].iter().zip(&acting[q]);
                let shared = both.map(|(a, b)| Condition::All(vec![a.clone(), b.clone()]));
                let apart = Condition::Any(shared.collect()).denial();
                let one = there(q, vec![said[q].clone()]);
                there(p, vec![said[p].clone(), one, apart])
            });
        let mut all = vec![
            Condition::Any(some_say.collect()),
            Condition::Any(some_do_not.collect()),
            Condition::Any(two_sides.collect()).denial(),
        ];
        if self.is_alleged(meeting) {
            all.push(Condition::Coin(Coin::Happened(meeting), true));
        }
        let judge = |condition: &Condition| judge_condition(self, condition, BUDGET).certainty;
        let verdict = judge_condition(self, &Condition::All(all), BUDGET);
        if verdict.certainty == Certainty::Impossible {
            return None;
        }
        let of = |keep: &dyn Fn(Certainty) -> bool| {
            let kept = each().filter(|&p| keep(judge(&said[p])));
            kept.map(|p| people[p].actor).collect()
        };
        Some(Confirmation {
            timeline: self,
            meeting,
            verdict,
            confirming: of(&|c| c > Certainty::Impossible),
            silent: of(&|c| c < Certainty::Certain),
            sources,
        })
    }

    /// The sources that confirm a meeting and speak for anybody, and for whom they speak.
    fn speaking(&self, meeting: u32) -> (Vec<u32>, Vec<u32>) {
        let store = self.store();
        let mut citations: Vec<Citation> = store.citations_of(meeting).into_owned();
        if let Some(Record::Meeting(record)) = store.whole(meeting) {
            citations.extend(record.participants.iter().flat_map(|p| p.sources.clone()));
        }
        citations.retain(|c| c.cited_as != Some(CitedAs::Announced));
        let (mut sources, mut spoken_for) = (Vec::new(), Vec::new());
        for citation in citations {
            let Some(source) = store.sources.keys.find(&citation.source) else {
                continue;
            };
            let record = store.source_record(source);
            let actors = record.map_or(&[][..], |record| &record.speaks_for);
            let known = actors.iter().filter_map(|key| store.actors.keys.find(key));
            let before = spoken_for.len();
            spoken_for.extend(known);
            if spoken_for.len() > before && !sources.contains(&source) {
                sources.push(source);
            }
        }
        spoken_for.sort_unstable();
        spoken_for.dedup();
        (sources, spoken_for)
    }
}
