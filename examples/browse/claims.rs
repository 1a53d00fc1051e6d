//! What is claimed of each event, and what of that is set aside.

use demarche::{
    Assertion, Citation, Conflict, Date, Grade, Origin, Record, SourceView, StatedClaim, Timeline,
};
use std::collections::HashMap;

/// The claims on events, by the keys of those.
#[derive(Debug, Default)]
pub(crate) struct Claims(HashMap<String, Vec<OnEvent>>);

/// A claim, as it shows on an event that it is about.
#[derive(Clone, Debug)]
pub(crate) struct OnEvent {
    pub(crate) claim: StatedClaim,
    /// Whether it was set aside, since better claims contradict it.
    pub(crate) is_aside: bool,
}

impl Claims {
    pub(crate) fn of(t: &Timeline) -> Claims {
        let mut claims = Claims::default();
        let mut aside: HashMap<&Origin, Vec<&Assertion>> = HashMap::new();
        for claim in t.conflicts().iter().map(Conflict::set_aside) {
            aside
                .entry(&claim.origin)
                .or_default()
                .push(&claim.assertion);
        }
        for (record, origin) in t.records() {
            if let Some(claim) = stated(t, record, origin) {
                let at_its_place = aside.get(&claim.origin);
                let is_aside = at_its_place.is_some_and(|all| all.contains(&&claim.assertion));
                claims.add(OnEvent { claim, is_aside });
            }
        }
        // What records imply is shown with them, unless it does not hold.
        for conflict in t.conflicts() {
            if let Assertion::Implied { .. } = conflict.set_aside().assertion {
                let claim = conflict.set_aside().clone();
                claims.add(OnEvent {
                    claim,
                    is_aside: true,
                });
            }
        }
        claims
    }

    fn add(&mut self, claim: OnEvent) {
        let (first, second) = match &claim.claim.assertion {
            Assertion::Relation { left, right, .. } => (left.clone(), Some(right.clone())),
            Assertion::Date { event, .. } | Assertion::Implied { event, .. } => {
                (event.clone(), None)
            }
            // Whatever else a claim may say one day, it can't be about an event by these names.
            _ => return,
        };
        if let Some(second) = second {
            self.0.entry(second).or_default().push(claim.clone());
        }
        self.0.entry(first).or_default().push(claim);
    }

    /// The claims on an event, by its key.
    pub(crate) fn on(&self, event: &str) -> &[OnEvent] {
        self.0.get(event).map_or(&[], Vec::as_slice)
    }
}

/// What a record claims of times, if anything.
fn stated(t: &Timeline, record: Record, origin: Origin) -> Option<StatedClaim> {
    let citations = record.citations().to_vec();
    let assertion = match record {
        Record::Relation(claim) => Assertion::Relation {
            left: claim.left,
            is: claim.is,
            right: claim.right,
            gap: claim.gap,
        },
        Record::Claim(claim) => Assertion::Date {
            event: claim.event,
            time: claim.time,
            zone: claim.zone,
        },
        event => {
            let common = event.common()?;
            let time = t.event(common.id.as_str()).ok()?.time()?;
            Assertion::Date {
                event: common.id.clone(),
                time: time.into_owned(),
                zone: common.zone.clone(),
            }
        }
    };
    let doubtful = match &assertion {
        Assertion::Date { time, .. } => Date::parse(time).is_ok_and(|date| date.is_doubtful()),
        _ => false,
    };
    let grades = citations.iter().map(|citation| grade(t, citation));
    Some(StatedClaim {
        grade: grades.max().unwrap_or(Grade::WORST),
        assertion,
        citations,
        doubtful,
        origin,
    })
}

/// How good a source is, and how credible what it says here.
pub(crate) fn grade(t: &Timeline, citation: &Citation) -> Grade {
    let source = t.source(citation.source.as_str()).ok();
    let record = source.and_then(SourceView::record);
    let reliability = record.and_then(|record| record.reliability);
    Grade::of(reliability, citation.credibility)
}
