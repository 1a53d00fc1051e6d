//! How long it is from the first of some meetings to an event.

use super::lapse::Lapse;
use super::least::least;
use crate::id::EventId;
use crate::query::condition::{Coin, Condition};
use crate::query::contacts::Contact;
use crate::query::decide::{Search, find_world};
use crate::query::joint::{Inequality, Point};
use crate::query::projection::BUDGET;
use crate::query::{MeetingSearch, QueryError};
use crate::timeline::{Lookup, Moment, OPEN, Timeline};
use std::cell::Cell;

impl MeetingSearch<'_> {
    /// How long it is from the beginning of the first of these meetings to the beginning of an event: the
    /// least and the most over all worlds in which one of them, and the event, took place. `None` where
    /// there is no such world, and where the event is planned, cancelled or denied.
    ///
    /// Which meeting is the first may differ from world to world: it is the first that took place,
    /// with those asked for in the room. Negative where the event begins before it.
    ///
    /// One search for a world for each bit of the time that the meetings leave open; meetings that are
    /// never the first are not looked at. Exponential in the meetings whose standing is open, at worst;
    /// past a budget of a million steps the bounds are not [settled](Lapse::is_settled).
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("rumoured").between(["a", "b"]).on("2025-04-01").status(Status::Alleged));
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-20"));
    /// t.add(Document::agreement("treaty").party("a").party("b").on("2025-04-26"));
    /// let t = t.build()?;
    /// let lapse = t.meetings_of("a")?.with("b")?.time_from_first_to("treaty")?;
    /// let told = lapse.map(|lapse| lapse.to_string());
    /// assert_eq!(told.as_deref(), Some("more than 5 days and less than 26 days"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn time_from_first_to(
        &self,
        event: impl Lookup<EventId>,
    ) -> Result<Option<Lapse>, QueryError> {
        let t = self.timeline;
        let event = event.look_up(t)?.0;
        if !t.is_matched(event) {
            return Ok(None);
        }
        let alleged = t.is_alleged(event).then_some(Coin::Happened(event));
        let given = alleged.map(|coin| Condition::Coin(coin, true));
        let first = First {
            t,
            contacts: self.contacts(),
            to: Moment::begin(event),
            given: given.into_iter().collect(),
            left: Cell::new(BUDGET),
        };
        let Some((most, settled)) = first.most() else {
            return Ok(None);
        };
        let (least, sure) = first.least();
        Ok(Some(Lapse {
            least: (least > -OPEN).then_some(least),
            most: (most < OPEN).then_some(most),
            settled: settled && sure,
        }))
    }
}

/// The first of some meetings, and what follows it.
struct First<'t> {
    t: &'t Timeline,
    contacts: Vec<Contact>,
    to: Moment,
    given: Vec<Condition>,
    /// The steps that are left to all searches together.
    left: Cell<u64>,
}

impl First<'_> {
    fn search(&self, conditions: Vec<Condition>) -> Search {
        let mut left = self.left.get();
        let all = self.given.iter().cloned().chain(conditions);
        let found = find_world(self.t, all, &mut left);
        self.left.set(left);
        found
    }

    /// The most is the greatest for any one meeting: that of the first is the greatest in each world.
    fn most(&self) -> Option<(i128, bool)> {
        let (mut most, mut settled): (Option<i128>, bool) = (None, true);
        let to = Point::Event(self.to);
        for contact in &self.contacts {
            let from = Moment::begin(contact.event);
            let bound = self.t.distance(from, self.to);
            while most.is_none_or(|most| most < bound) {
                let mut wanted = vec![contact.holds.clone()];
                if let Some(most) = most {
                    let longer = Inequality::new(to, Point::Event(from), -(most + 1));
                    wanted.push(Condition::Step(longer));
                }
                match self.search(wanted) {
                    Search::None => break,
                    // All worlds that keep these choices are as good: the best of them counts.
                    Search::Found(mut model) => {
                        most = Some(model.scene.most(self.t, Point::Event(from), to));
                    }
                    Search::Unsettled => (most, settled) = (Some(bound), false),
                }
            }
        }
        most.map(|most| (most, settled))
    }

    /// The least such that, in some world, no meeting that took place begins earlier than that before.
    fn least(&self) -> (i128, bool) {
        let t = self.t;
        let begin = |contact: &Contact| t.bounds(Moment::begin(contact.event));
        let back = |contact: &Contact| -t.distance(self.to, Moment::begin(contact.event));
        // One that certainly took place, and by then has begun, is no later than what begins later still.
        let firm = self.contacts.iter().filter(|c| c.is_firm());
        let pillar = firm.min_by_key(|c| (begin(c).1, c.event));
        let is_rival = |c: &&Contact| {
            pillar.is_none_or(|pillar| c.event == pillar.event || begin(c).0 < begin(pillar).1)
        };
        let rivals: Vec<&Contact> = self.contacts.iter().filter(is_rival).collect();
        let sure = rivals.iter().filter(|c| c.is_firm()).map(|c| back(c)).max();
        let low = sure.unwrap_or_else(|| rivals.iter().map(|c| back(c)).min().unwrap_or(-OPEN));
        let one_holds = Condition::AtLeast(1, rivals.iter().map(|c| c.holds.clone()).collect());
        // Limits on several meetings all concern the same event: worlds that keep one each are
        // enough for a world that keeps all.
        let high = match self.search(vec![one_holds.clone()]) {
            Search::Found(mut model) => {
                let begins = rivals.iter().map(|c| Point::Event(Moment::begin(c.event)));
                let to = Point::Event(self.to);
                begins
                    .map(|begin| -model.scene.most(t, to, begin))
                    .max()
                    .unwrap_or(low)
            }
            Search::None | Search::Unsettled => return (low, false),
        };
        if high <= low {
            return (low, true);
        }
        least(low, Some(high), |value| {
            let mut wanted = vec![one_holds.clone()];
            wanted.extend(rivals.iter().map(|c| {
                let begin = Point::Event(Moment::begin(c.event));
                let short = Inequality::new(begin, Point::Event(self.to), value);
                Condition::Any(vec![c.holds.denial(), Condition::Step(short)])
            }));
            self.search(wanted)
        })
    }
}
