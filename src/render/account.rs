//! What there is to tell of a picture in writing, in whatever format.

use super::plain::{plain, quoted};
use super::scale::bounds;
use super::scene::in_conflict;
use crate::id::EventId;
use crate::model::{Citation, Grade, Presence, Source, Status};
use crate::time::{Relation, RelationSet};
use crate::timeline::{
    Assertion, Clock, Conflict, EventView, Held, Part, Section, SourceView, StatedClaim, Timeline,
    bracket, phrase, spell_gap,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// An event that is told of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'t> {
    pub(super) event: EventView<'t>,
    /// Whether a claim about it was set aside.
    pub(super) is_in_conflict: bool,
}

/// Neighbouring events between certain cuts.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) is_determinate: bool,
    pub(super) events: Vec<Told<'t>>,
}

impl Piece<'_> {
    /// What is known of the order of its events.
    fn heading(&self) -> String {
        match self.events.len() {
            1 => "a single event".to_owned(),
            _ if self.is_determinate => "in this order".to_owned(),
            events => format!("something about the order of these {events} is open"),
        }
    }

    /// Which of its events, by their places, certainly begin before which; none where there are too many to compare.
    pub(super) fn precedences(&self, t: &Timeline) -> Option<Vec<[usize; 2]>> {
        if self.is_determinate {
            let pairs = (1..self.events.len()).map(|at| [at - 1, at]);
            return Some(pairs.collect());
        }
        let events: Vec<EventId> = self.events.iter().map(|told| told.event.id()).collect();
        t.precedences(&events)
    }
}

/// A timeline, or a part of it, as it is told in every written picture.
#[derive(Clone, Debug)]
pub(super) struct Account<'t> {
    pub(super) timeline: &'t Timeline,
    pub(super) clock: Clock,
    pub(super) title: String,
    /// What has a bound in time, in the timeline's order.
    pub(super) dated: Vec<Piece<'t>>,
    /// What has none, and may lie anywhere.
    pub(super) undated: Vec<Piece<'t>>,
    /// Claims of how these events stand to each other, in file order.
    pub(super) relations: Vec<Held<[EventId; 2]>>,
    /// Dates that claims give them, in file order.
    pub(super) dates: Vec<Held<EventId>>,
    /// What was set aside about them.
    pub(super) aside: Vec<&'t Conflict>,
}

impl<'t> Account<'t> {
    /// The account of some events.
    pub(super) fn new(t: &'t Timeline, is_shown: impl Fn(EventId) -> bool) -> Account<'t> {
        let in_conflict = in_conflict(t);
        let tell = |id: &EventId| {
            let event = t.event(*id).ok()?;
            let is_in_conflict = in_conflict.contains(event.key());
            Some(Told {
                event,
                is_in_conflict,
            })
        };
        let piece = |section: Section| Piece {
            number: section.number as usize,
            is_determinate: section.determinate,
            events: section.events.iter().filter_map(tell).collect(),
        };
        let has_date = |id: EventId| t.event(id).is_ok_and(|e| bounds(e).next().is_some());
        let among = |dated: bool| {
            let sections = t.sections_among(|id| is_shown(id) && has_date(id) == dated);
            sections.into_iter().map(piece).collect()
        };
        let is_key_shown = |key: &str| t.event(key).is_ok_and(|event| is_shown(event.id()));
        let touches = |conflict: &&Conflict| {
            let events = conflict.set_aside().assertion.events();
            events.into_iter().any(is_key_shown)
        };
        Account {
            timeline: t,
            clock: Clock::of(t),
            title: plain(t.title().unwrap_or("Timeline")),
            dated: among(true),
            undated: among(false),
            relations: t.relations_among(&is_shown),
            dates: t.dates_among(&is_shown),
            aside: t.conflicts().iter().filter(touches).collect(),
        }
    }

    /// All events, the dated ones first.
    pub(super) fn events(&self) -> impl Iterator<Item = Told<'t>> + '_ {
        let pieces = self.dated.iter().chain(&self.undated);
        pieces.flat_map(|piece| piece.events.iter().copied())
    }

    /// Whether the order within a piece is worth telling: that of what has no date is open unless something is said of
    /// it.
    pub(super) fn tells_order(&self, piece: &Piece<'_>) -> bool {
        let is_dated = self.dated.iter().any(|other| std::ptr::eq(other, piece));
        is_dated || self.undated.len() > 1 || piece.is_determinate && piece.events.len() > 1
    }

    /// The heading of a piece, with its number where there are others beside it.
    pub(super) fn heading(&self, piece: &Piece<'_>) -> String {
        let is_dated = self.dated.iter().any(|other| std::ptr::eq(other, piece));
        match is_dated || self.undated.len() > 1 {
            true => format!("{}. {}", piece.number, piece.heading()),
            false => piece.heading(),
        }
    }

    /// How many events there are, and how times are to be read.
    pub(super) fn summary(&self) -> String {
        let number = |pieces: &[Piece<'_>]| pieces.iter().map(|piece| piece.events.len()).sum();
        let (dated, undated): (usize, usize) = (number(&self.dated), number(&self.undated));
        match (dated, undated) {
            (0, 0) => "no events".to_owned(),
            (0, undated) => format!("{} without any date", count(undated, "event")),
            (dated, undated) => {
                let sections = count(self.dated.len(), "section");
                let mut told = format!("{} in {sections}", count(dated, "event"));
                if undated > 0 {
                    told.push_str(&format!(", and {undated} without any date"));
                }
                told.push_str(&format!("; times are those of {}", self.clock.zone()));
                told
            }
        }
    }

    /// What sections mean, where there is more than one.
    pub(super) fn about_sections(&self) -> Option<&'static str> {
        let is_told = self.dated.len() > 1;
        is_told.then_some("All of a section certainly begins before all of the next.")
    }

    /// What is known of when an event took place, in one part or two.
    pub(super) fn when(&self, event: EventView<'_>) -> Vec<String> {
        let (begin, end) = (event.begin(), event.end());
        let window = self.clock.window(begin);
        let is_bounded = begin.earliest.is_some() && begin.latest.is_some();
        let told = if bounds(event).next().is_none() {
            "at any time".to_owned()
        } else if event.is_instant() && begin.earliest == begin.latest {
            format!("at {window}")
        } else if event.is_instant() {
            format!("once, {window}")
        } else if begin == end && is_bounded {
            format!("within {window}")
        } else {
            let ends = format!("ends {}", self.clock.window(end));
            return vec![format!("begins {window}"), ends];
        };
        vec![told]
    }

    /// The claims of a conflict against the one that was set aside, the first dozen of them and how many more there are.
    pub(super) fn against(conflict: &Conflict) -> (Vec<&StatedClaim>, usize) {
        const SHOWN: usize = 12;
        let aside = conflict.set_aside();
        let others = conflict.claims().iter();
        let mut others: Vec<_> = others
            .filter(|claim| !std::ptr::eq(*claim, aside))
            .collect();
        let more = others.len().saturating_sub(SHOWN);
        others.truncate(SHOWN);
        (others, more)
    }

    /// A claim about events called by their names, with its sources.
    pub(super) fn named(&self, claim: &StatedClaim) -> String {
        let told = claim.assertion.tell(|key| {
            let event = self.timeline.event(key).ok();
            quoted(event.map_or(key, EventView::name))
        });
        plain(&cited(told, claim))
    }

    /// A claim about events called by their keys, with its sources.
    pub(super) fn keyed(claim: &StatedClaim) -> String {
        plain(&cited(claim.assertion.tell(quoted), claim))
    }

    /// The sources of all that is told, in the order of the timeline.
    pub(super) fn sources(&self) -> Vec<SourceView<'t>> {
        let mut keys: FxHashSet<String> = FxHashSet::default();
        let mut add = |citations: &[Citation]| {
            for citation in citations {
                if !keys.contains(&citation.source) {
                    keys.insert(citation.source.clone());
                }
            }
        };
        for told in self.events() {
            add(&self.timeline.cited_by(told.event.id()).0);
        }
        self.relations
            .iter()
            .for_each(|held| add(&held.claim.citations));
        self.dates
            .iter()
            .for_each(|held| add(&held.claim.citations));
        let conflicts = self.aside.iter().flat_map(|conflict| conflict.claims());
        conflicts.for_each(|claim| add(&claim.citations));
        let sources = self.timeline.sources();
        sources
            .filter(|source| keys.contains(source.key()))
            .collect()
    }

    /// The numbers of the events as they are told, from 0.
    pub(super) fn numbers(&self) -> FxHashMap<EventId, usize> {
        let numbers = self.events().enumerate();
        numbers.map(|(at, told)| (told.event.id(), at)).collect()
    }
}

impl<'t> Told<'t> {
    /// The event's title, else its key, on one line.
    pub(super) fn name(self) -> String {
        let name = plain(self.event.name());
        if name.is_empty() { self.key() } else { name }
    }

    /// The event's key on one line.
    pub(super) fn key(self) -> String {
        match plain(self.event.key()) {
            key if key.is_empty() => format!("{:?}", self.event.key()),
            key => key,
        }
    }

    /// Who has which part in it: `with Ada (host), Bo`, `by Ada`, at most so many names for each part.
    pub(super) fn who(self, most: usize) -> Vec<String> {
        let parts = [
            (Part::Participant, "with"),
            (Part::Party, "between"),
            (Part::By, "by"),
            (Part::To, "to"),
            (Part::Absent, "absent"),
            (Part::Concerned, "concerning"),
        ];
        let all: Vec<_> = self.event.involved().collect();
        let told = parts.into_iter().filter_map(|(part, word)| {
            let own = all.iter().filter(|(_, p, ..)| *p == part);
            let own: Vec<String> = own
                .map(|(actor, _, role, presence)| {
                    let role = role.map(|role| role.to_string());
                    let doubt = (*presence != Presence::Reported).then(|| presence.to_string());
                    let more: Vec<String> = role.into_iter().chain(doubt).collect();
                    let name = plain(actor.name());
                    match more.as_slice() {
                        [] => name,
                        more => format!("{name} ({})", more.join(", ")),
                    }
                })
                .collect();
            let mut names = own.get(..most).unwrap_or(&own).join(", ");
            if own.len() > most {
                names.push_str(&format!(" and {} more", own.len() - most));
            }
            // One alone is party to something, not between anybody.
            let word = if part == Part::Party && own.len() == 1 {
                "party"
            } else {
                word
            };
            (!own.is_empty()).then(|| format!("{word} {names}"))
        });
        told.collect()
    }

    /// Where it took place.
    pub(super) fn place(self) -> Option<String> {
        let place = self.event.place().map(plain);
        place.map(|place| format!("place: {place}"))
    }

    /// Whether it is planned, cancelled, alleged or denied.
    pub(super) fn status(self) -> Option<String> {
        let status = self.event.status();
        (status != Status::Occurred).then(|| status.to_string())
    }

    /// What its record cites, `caliber (para. 2), C2`, or nothing.
    pub(super) fn sources(self, t: &Timeline) -> String {
        let (citations, grade) = t.cited_by(self.event.id());
        plain(&sources(&citations, grade))
    }
}

/// A claim of how two events stand to each other, as an arrow.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    /// The numbers of two events.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it leads from what is first to what comes after; else it is read from its beginning to its end.
    pub(super) is_order: bool,
    pub(super) is_kept: bool,
    /// What stands at it.
    pub(super) told: String,
}

impl Arrow {
    /// The arrow of a claim between two events with these numbers. It leads from what the claim says is first; where it
    /// does not say that, from the event with the lower number. "After" is then told as "before", and so on.
    pub(super) fn of(
        claim: &StatedClaim,
        is_kept: bool,
        [left, right]: [usize; 2],
    ) -> Option<Arrow> {
        let Assertion::Relation { is, gap, .. } = claim.assertion else {
            return None;
        };
        let first = RelationSet::from(Relation::Before) | Relation::Meets;
        let is_order = is.is_subset(first) || is.converse().is_subset(first);
        let is_turned = if is_order {
            !is.is_subset(first)
        } else {
            left > right
        };
        let (from, to, is) = match is_turned {
            true => (right, left, is.converse()),
            false => (left, right, is),
        };
        Some(Arrow {
            from,
            to,
            is_order,
            is_kept,
            told: format!("{}{}", phrase(is), spell_gap(gap)),
        })
    }
}

/// What was claimed, with its sources behind it: `... [editor (para. 2), B2]`.
fn cited(mut told: String, claim: &StatedClaim) -> String {
    told.push_str(&bracket(&claim.citations, claim.grade));
    if claim.doubtful {
        told.push_str(" (doubtful)");
    }
    told
}

/// The sources of something with its grade, without the brackets around them.
fn sources(citations: &[Citation], grade: Grade) -> String {
    let bracketed = bracket(citations, grade);
    let inner = bracketed.trim_start_matches(" [");
    inner.strip_suffix(']').unwrap_or(inner).to_owned()
}

/// What is known of a source but where it is found, as parts of one line.
pub(super) fn describe(source: &Source) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(source.publisher.clone());
    parts.extend(source.author.clone());
    parts.extend(source.title.as_deref().map(quoted));
    parts.extend(
        source
            .published
            .as_ref()
            .map(|when| format!("published {when}")),
    );
    if !source.via.is_empty() {
        parts.push(format!("by way of {}", source.via.join(", ")));
    }
    parts.extend(
        source
            .reliability
            .map(|letter| format!("reliability {letter}")),
    );
    parts
        .iter()
        .map(|part| plain(part))
        .filter(|part| !part.is_empty())
        .collect()
}

/// A number of things: `1 event`, `2 events`.
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
