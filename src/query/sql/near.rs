//! Pairs of events that lie near each other, joined by buckets of time.
//!
//! Engines join ranges of time by comparing all pairs. Where a condition limits the time between two events on both
//! sides, they are joined on equal buckets instead: each window stands in every bucket that it touches, that of the left event moved
//! and widened by the limits. What touches too many of them is near most events of the timeline anyway, and is compared with all.
//!
//! Each list of pairs is joined from two sides: rows of a table, or a list that was joined before and has the event already. Whatever
//! the windows leave of two events is in them, whether they are apart or not.

use super::expr::{Alias, Expr, Sum};
use super::rows::{APART, Event, Rows};
use super::times::{Edge, Node, Timed};

/// A list of rows that lie near each other in time.
#[derive(Clone, Debug)]
pub(super) struct Near {
    pub(super) events: (Event, Event),
    pub(super) left: Side,
    pub(super) right: Side,
    /// All rows that are in it.
    pub(super) holds: Vec<Alias>,
    /// What holds of rows of both sides, times apart.
    pub(super) conditions: Vec<Expr>,
    /// What must hold of the windows: sums that are not negative. They say all of its limits while the events are apart.
    pub(super) windows: [Sum; 2],
    /// The end of each that counts.
    pub(super) ends: (bool, bool),
    /// How much later the right end is than the left one, at least and at most.
    pub(super) limits: (i128, i128),
}

/// What pairs are made of on one side.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The row that it is about.
    pub(super) alias: Alias,
    /// The rows that are joined for it: that one, unless the list has it, and those of its event that constants pick.
    pub(super) added: Vec<Alias>,
    /// The list that it is joined to, by number, where that has the event.
    pub(super) from: Option<usize>,
    pub(super) holds: Vec<Alias>,
    /// What holds of the row, and of it and the rows in the list.
    pub(super) conditions: Vec<Expr>,
    /// The earliest and the latest tick of the end that counts.
    pub(super) window: [Expr; 2],
}

/// The narrowest buckets, in ticks: four days, so that dates which are months touch few of them.
const NARROWEST: i128 = 4 * 86_400_000_000;

/// How many buckets a window touches at most, to be joined by them.
pub(super) const BUCKETS: i128 = 10;

impl Near {
    /// Pairs that join as many events as possible, no circle among them.
    ///
    /// Those come first that constants pick, and then those that share an event with one before.
    pub(super) fn all(timed: &[Timed], rows: &mut Rows<'_>) -> Vec<Near> {
        let mut found: Vec<Near> = Vec::new();
        let mut groups: Vec<Event> = (0..rows.events.len()).collect();
        let limits = timed.iter().filter_map(|timed| match &*timed.ways {
            [way] => limited(way),
            _ => None,
        });
        let mut open: Vec<Limited> = limits.collect();
        let is_picked = |event: &Event| !rows.picked(*event).is_empty();
        let mut reached: Vec<Event> = (0..rows.events.len()).filter(is_picked).collect();
        while !open.is_empty() {
            let is_reached = |((left, right), _): &Limited| {
                reached.contains(&left.0) || reached.contains(&right.0)
            };
            let (ends, limits) = open.remove(open.iter().position(is_reached).unwrap_or(0));
            let (x, y) = (ends.0.0, ends.1.0);
            reached.extend([x, y]);
            if groups[x] == groups[y] {
                continue;
            }
            let (of, to) = (groups[y], groups[x]);
            for group in &mut groups {
                if *group == of {
                    *group = to;
                }
            }
            let (left, right) = closest(rows, x, y);
            for (event, alias) in [(x, left), (y, right)] {
                rows.events[event].carrier.get_or_insert(alias);
            }
            let left = Side::of(rows, &found, x, left, ends.0.1);
            let right = Side::of(rows, &found, y, right, ends.1.1);
            let near = Near::of(rows, left, right, ends, limits);
            found.push(near);
        }
        found
    }

    fn of(
        rows: &Rows<'_>,
        left: Side,
        right: Side,
        ends: ((Event, bool), (Event, bool)),
        limits: (i128, i128),
    ) -> Near {
        let holds: Vec<Alias> = left.holds.iter().chain(&right.holds).copied().collect();
        let mut conditions = rows.within(&holds, &[&left.holds, &right.holds]);
        rows.tie(&mut conditions, &left.holds, &right.holds);
        let (least, most) = limits;
        let windows = [
            Sum::constant(most)
                .plus(left.window[1].clone())
                .minus(right.window[0].clone()),
            Sum::constant(-least)
                .plus(right.window[1].clone())
                .minus(left.window[0].clone()),
        ];
        Near {
            events: (ends.0.0, ends.1.0),
            left,
            right,
            holds,
            conditions,
            windows,
            ends: (ends.0.1, ends.1.1),
            limits,
        }
    }

    /// How wide a bucket is.
    pub(super) fn bucket(&self) -> i128 {
        (self.limits.1 - self.limits.0).clamp(NARROWEST, 1 << 60)
    }
}

impl Side {
    fn of(rows: &Rows<'_>, found: &[Near], event: Event, alias: Alias, is_end: bool) -> Side {
        let is_in = |near: &Near| {
            let own = &rows.events[event].rows;
            own.iter().any(|row| near.holds.contains(row))
        };
        let from = found.iter().rposition(is_in);
        let before = from.map_or(&[][..], |from| &found[from].holds);
        let mut added = rows.picked(event);
        if !added.contains(&alias) {
            added.push(alias);
        }
        added.retain(|alias| !before.contains(alias));
        let mut holds = before.to_vec();
        let mut conditions = Vec::new();
        for (i, &alias) in added.iter().enumerate() {
            holds.push(alias);
            conditions.extend(rows.within(&[alias], &[]));
            let earlier = &holds[..before.len() + i];
            rows.tie(&mut conditions, earlier, &[alias]);
        }
        let parts: Vec<&[Alias]> = added.iter().map(std::slice::from_ref).collect();
        let parts: Vec<&[Alias]> = parts.into_iter().chain([before]).collect();
        for condition in rows.within(&holds, &parts) {
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
        let carrier = rows.carrier(event);
        let (low, high) = sides(is_end);
        Side {
            alias,
            added,
            from,
            window: [low, high].map(|column| Expr::column(carrier, column)),
            holds,
            conditions,
        }
    }
}

impl Rows<'_> {
    /// The conditions on rows that hold within some of them, but not within a part.
    fn within(&self, holds: &[Alias], parts: &[&[Alias]]) -> Vec<Expr> {
        let conditions = self.conditions.iter().filter(|condition| {
            let aliases = condition.aliases();
            let lies_in = |of: &[Alias]| aliases.iter().all(|alias| of.contains(alias));
            lies_in(holds) && !parts.iter().any(|part| lies_in(part))
        });
        conditions.cloned().collect()
    }

    /// Adds what ties rows of two sides, though the pattern may say so by way of others: the event, the actor, the timeline.
    fn tie(&self, conditions: &mut Vec<Expr>, left: &[Alias], right: &[Alias]) {
        let mut ties: Vec<[Expr; 2]> = Vec::new();
        if let ([one, ..], [other, ..], Some(_)) = (left, right, &self.options.apart_by) {
            ties.push([*one, *other].map(|alias| Expr::column(alias, APART)));
        }
        for &one in left {
            for &other in right {
                let rows = [one, other].map(|alias| &self.rows[alias]);
                let events = rows.map(|row| row.event.map(|(event, _)| event));
                if events[0].is_some() && events[0] == events[1] {
                    ties.push([one, other].map(|it| Expr::column(it, self.own_key(it))));
                }
                if rows[0].actor.is_some() && rows[0].actor == rows[1].actor {
                    ties.push([one, other].map(|alias| Expr::column(alias, "actor")));
                }
            }
        }
        for [one, other] in ties {
            let equal = Expr::form("{} = {}", &[one.clone(), other.clone()]);
            let turned = Expr::form("{} = {}", &[other, one]);
            if !conditions.contains(&equal) && !conditions.contains(&turned) {
                conditions.push(equal);
            }
        }
    }
}

/// The columns of the earliest and the latest tick of an end.
pub(super) const fn sides(is_end: bool) -> (&'static str, &'static str) {
    if is_end {
        ("end_lo", "end_hi")
    } else {
        ("begin_lo", "begin_hi")
    }
}

/// Two ends of different events between which a conjunction limits the time on both sides.
type Limited = (((Event, bool), (Event, bool)), (i128, i128));

fn limited(way: &[Edge]) -> Option<Limited> {
    let constant = |edge: &Edge| edge.weight.terms.is_empty().then_some(edge.weight.constant);
    for edge in way {
        let (Node::End(x, a), Node::End(y, b)) = (edge.from, edge.to) else {
            continue;
        };
        // Several may limit the same: the tightest counts.
        let tightest = |from: Node, to: Node| {
            let same = way.iter().filter(|edge| (edge.from, edge.to) == (from, to));
            same.filter_map(constant).min()
        };
        let most = tightest(edge.from, edge.to);
        let least = tightest(edge.to, edge.from).map(|weight| -weight);
        if let (Some(least), Some(most)) = (least, most)
            && x != y
            && least <= most
        {
            return Some((((x, a), (y, b)), (least, most)));
        }
    }
    None
}

/// Rows of two events: those of one actor where there are such.
fn closest(rows: &Rows<'_>, x: Event, y: Event) -> (Alias, Alias) {
    for &left in &rows.events[x].rows {
        for &right in &rows.events[y].rows {
            let (one, other) = (&rows.rows[left].actor, &rows.rows[right].actor);
            if one.is_some() && one == other {
                return (left, right);
            }
        }
    }
    (rows.carrier(x), rows.carrier(y))
}
