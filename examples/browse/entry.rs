//! One event, as a line of the list.

use super::claims::Claims;
use super::filter::Doubt;
use demarche::{Clock, EndWindow, EventId, EventKind, EventView, Placed, Record, Status, Timeline};

/// What the list shows of an event, and what it is searched and filtered by.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) event: EventId,
    /// The number of its section of the order.
    pub(crate) section: u32,
    pub(crate) begins: String,
    /// Nothing where it ends as it begins.
    pub(crate) ends: String,
    /// From its earliest beginning to its latest end, for where there is no room for both.
    pub(crate) whole: String,
    pub(crate) title: String,
    pub(crate) kind: EventKind,
    pub(crate) status: Status,
    pub(crate) doubts: Vec<Doubt>,
    /// The keys of all that have a part in it.
    pub(crate) actors: Vec<String>,
    /// All that is known of it, in small letters.
    pub(crate) words: String,
}

impl Entry {
    pub(crate) fn all(t: &Timeline, claims: &Claims) -> Vec<Entry> {
        let clock = Clock::of(t);
        t.order().map(|at| Entry::of(at, clock, claims)).collect()
    }

    fn of(placed: Placed<'_>, clock: Clock, claims: &Claims) -> Entry {
        let event = placed.event;
        let (begin, end) = (event.begin(), event.end());
        let claims = claims.on(event.key());
        let bounds = [begin.earliest, begin.latest, end.earliest, end.latest];
        let is_doubtful = |doubt: &Doubt| match doubt {
            Doubt::Order => !placed.determinate,
            Doubt::Claim => claims.iter().any(|on| on.claim.doubtful),
            Doubt::Conflict => claims.iter().any(|on| on.is_aside),
            Doubt::Undated => bounds.iter().all(Option::is_none),
        };
        let mut title = event.name().to_owned();
        let mut names: Vec<&str> = event.involved().map(|(actor, ..)| actor.name()).collect();
        names.dedup();
        if event.title().is_none() && !names.is_empty() {
            title = format!("{title} ({})", names.join(", "));
        }
        if event.status() != Status::Occurred {
            title = format!("{title} ({})", event.status());
        }
        let same = event.is_instant() || clock.window(begin) == clock.window(end);
        Entry {
            event: event.id(),
            section: placed.section,
            begins: clock.window(begin),
            ends: if same {
                String::new()
            } else {
                clock.window(end)
            },
            whole: clock.window(EndWindow {
                earliest: begin.earliest,
                latest: end.latest,
            }),
            title,
            kind: event.kind(),
            status: event.status(),
            doubts: Doubt::ALL.into_iter().filter(is_doubtful).collect(),
            actors: event.involved().map(|(a, ..)| a.key().to_owned()).collect(),
            words: words(event, &names),
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.doubts.contains(&Doubt::Order)
    }

    /// The signs behind its number: whether its place in the order is open, and what else is doubtful.
    pub(crate) fn signs(&self) -> String {
        let signs = [
            (Doubt::Order, '~'),
            (Doubt::Claim, '?'),
            (Doubt::Conflict, '!'),
        ];
        let sign = |(doubt, sign)| {
            if self.doubts.contains(&doubt) {
                sign
            } else {
                ' '
            }
        };
        signs.into_iter().map(sign).collect()
    }
}

fn words(event: EventView<'_>, names: &[&str]) -> String {
    let mut words = vec![event.key().to_owned(), event.name().to_owned()];
    words.extend(names.iter().map(|&name| name.to_owned()));
    words.extend(event.place().map(str::to_owned));
    words.extend(event.topics().map(str::to_owned));
    let record = event.record();
    if let Some(common) = record.common() {
        words.extend(common.notes.iter().cloned());
    }
    match record {
        Record::Statement(statement) => {
            words.extend(statement.quotes);
            words.extend(statement.gist);
            words.extend(statement.channel);
            words.extend(statement.stances.into_iter().map(|stance| stance.topic));
        }
        Record::Document(document) => {
            words.extend(document.terms.into_iter().filter_map(|term| term.text));
        }
        _ => {}
    }
    words.join("\n").to_lowercase()
}
