//! Who was there: the participants of one meeting, each once.

use super::people::Place;
use super::presidents;
use super::records::Records;
use super::remarks::{Named, Remark};
use super::states;
use crate::model::{Origin, Participant, Presence, Role};

/// The participants of one meeting, each once.
#[derive(Debug, Default)]
pub(super) struct Company {
    pub(super) participants: Vec<Participant>,
}

impl Company {
    /// Adds somebody. Whoever is there already is reported if one of the two reports him, and acts for all.
    pub(super) fn add(&mut self, one: Participant) {
        let known = self
            .participants
            .iter_mut()
            .find(|it| it.actor == one.actor);
        let Some(known) = known else {
            self.participants.push(one);
            return;
        };
        if one.presence == Presence::Reported {
            known.presence = Presence::Reported;
        }
        known.role = known.role.or(one.role);
        for state in one.acts_for {
            if !known.acts_for.contains(&state) {
                known.acts_for.push(state);
            }
        }
    }

    /// Whether somebody reported acts for this state, or is it.
    fn reports(&self, state: &str) -> bool {
        self.participants.iter().any(|it| {
            it.presence == Presence::Reported
                && (it.actor == state || it.acts_for.iter().any(|other| other == state))
        })
    }
}

/// Where and when a meeting was, as far as that tells who is meant by a title and a name.
#[derive(Debug)]
pub(super) struct Setting<'a> {
    pub(super) first: &'a str,
    pub(super) last: &'a str,
    /// The state on whose soil it was, if it is one of the tables.
    pub(super) host: Option<Place<'a>>,
    pub(super) origin: &'a Origin,
}

impl Setting<'_> {
    /// Adds those whom a remark names, and the side of the host: implied where the remark names nobody of it.
    pub(super) fn fill(&self, company: &mut Company, remark: &Remark<'_>, records: &mut Records) {
        for named in &remark.met {
            if let Some(one) = self.met(named, remark, records) {
                company.add(one);
            }
        }
        for whose in &remark.officials {
            let state = match whose {
                Some(whose) => Some(records.known(whose.key, whose.is_state, self.origin)),
                None => self.host.map(|host| host.key.to_owned()),
            };
            if let Some(state) = state {
                let mut side = Participant::new(&state);
                side.role = self.role_of(&state);
                company.add(side);
            }
        }
        for named in &remark.accompanied {
            if let Some(president) = self.president(named) {
                let key = records.president(president, self.origin);
                company.add(
                    Participant::new(key)
                        .acting_for(records.us(self.origin))
                        .implied(),
                );
            }
        }
        if let Some(host) = self.host
            && !company.reports(host.key)
        {
            company.add(Participant::new(host.key).role(Role::Host).implied());
        }
    }

    /// The President of the United States who is meant, if one is.
    pub(super) fn president(&self, named: &Named<'_>) -> Option<&'static presidents::President> {
        if named.whose.is_some() || named.title != "President" {
            return None;
        }
        presidents::named(&named.name, self.first, self.last)
    }

    /// Somebody who was met; none if it can't be told of whom he is, and so who he is.
    fn met(
        &self,
        named: &Named<'_>,
        remark: &Remark<'_>,
        records: &mut Records,
    ) -> Option<Participant> {
        if let Some(president) = self.president(named) {
            let key = records.president(president, self.origin);
            return Some(Participant::new(key).acting_for(records.us(self.origin)));
        }
        let is_elect = named.title.ends_with("-elect");
        if is_elect
            && named.whose.is_none()
            && let Some(president) = presidents::elect(&named.name, self.first)
        {
            return Some(Participant::new(records.president(president, self.origin)));
        }
        let text = format!("{} {}", named.title, named.name);
        let (key, name) = match named.whose {
            Some(whose) => {
                let key = records.known(whose.key, whose.is_state, self.origin);
                (key, states::named(whose.key))
            }
            None if named.office == "Pope" => {
                let key = records.known("holy-see", true, self.origin);
                (key, states::named("holy-see"))
            }
            None if self
                .host
                .is_some_and(|host| self.is_of_another(named, remark, host, records)) =>
            {
                let visits = records.visitors.state(&named.title, &named.name);
                let Some(state) = visits.map(str::to_owned) else {
                    let key = records.described(None, &text, self.origin);
                    return Some(Participant::new(key));
                };
                let name = states::named(&state);
                (state, name)
            }
            None => {
                let host = self.host?;
                (host.key.to_owned(), host.name.to_owned())
            }
        };
        let place = states::place(&key, &name);
        let mut one = Participant::new(records.described(Some(&place), &text, self.origin));
        one.role = self.role_of(&key);
        if !is_elect {
            one = one.acting_for(key);
        }
        Some(one)
    }

    fn role_of(&self, state: &str) -> Option<Role> {
        self.host
            .filter(|host| host.key == state)
            .map(|_| Role::Host)
    }

    /// Whether somebody without an adjective may be of others than the host: of two presidents in one place at most
    /// one is, the head of an organization is not, and whoever has the title and name of a visitor is if the visitor
    /// is.
    fn is_of_another(
        &self,
        named: &Named<'_>,
        remark: &Remark<'_>,
        host: Place<'_>,
        records: &Records,
    ) -> bool {
        let rivals = remark.met.iter().filter(|other| {
            other.whose.is_none() && other.title == named.title && self.president(other).is_none()
        });
        let visits = records.visitors.states(&named.title, &named.name);
        named.after.is_some_and(|whose| whose.key != host.key)
            || rivals.count() > 1
            || matches!(named.office, "Secretary-General" | "Secretary General")
            || !visits.is_empty() && !visits.iter().any(|state| state == host.key)
    }
}
