//! Pairs of events that lie near each other, joined by buckets of time.
//!
//! Engines join ranges of time by comparing all pairs. Where a condition limits the time between two events on both
//! sides, they are joined on equal buckets instead: the window of one is asked for in as many buckets as it
//! and the limits may reach. Windows differ in width, and buckets with them: those of at most a day, those of at most 32 days, and
//! the rest, of which most events of the timeline are near anyway.

use super::expr::{Alias, Expr, Sum};
use super::rows::{APART, Event, Rows};
use super::times::{Edge, Node, Timed};

/// Two rows that lie near each other in time.
#[derive(Clone, Debug)]
pub(super) struct Near {
    pub(super) events: (Event, Event),
    pub(super) left: Alias,
    pub(super) right: Alias,
    /// What holds of the two rows, times apart.
    pub(super) conditions: Vec<Expr>,
    /// What ties rows that were made for this to those that the pattern names.
    pub(super) ties: Vec<Expr>,
    /// The end of each that counts.
    pub(super) ends: (bool, bool),
    /// How much later the right end is than the left one, at least and at most.
    pub(super) limits: (i128, i128),
}

/// The widths of windows up to which buckets are of one size: a day, and 32 days, as dates cover them.
const WIDTHS: [i128; 2] = [86_400_000_000 - 1, 32 * 86_400_000_000 - 1];

impl Near {
    /// Pairs that join as many events as possible, no circle among them.
    pub(super) fn all(timed: &[Timed], rows: &mut Rows<'_>) -> Vec<Near> {
        let mut found: Vec<Near> = Vec::new();
        let mut groups: Vec<Event> = (0..rows.events.len()).collect();
        for timed in timed {
            let [way] = timed.ways.as_slice() else {
                continue;
            };
            let Some((ends, limits)) = limited(way) else {
                continue;
            };
            let (x, y) = (ends[0].0, ends[1].0);
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
            let mut near = Near {
                events: (x, y),
                left,
                right,
                conditions: Vec::new(),
                ties: Vec::new(),
                ends: (ends[0].1, ends[1].1),
                limits,
            };
            near.claim(rows, &found);
            for (event, alias) in [(x, near.left), (y, near.right)] {
                rows.events[event].carrier.get_or_insert(alias);
            }
            found.push(near);
        }
        found
    }

    /// Takes its rows, or copies of those that others have taken.
    fn claim(&mut self, rows: &mut Rows<'_>, others: &[Near]) {
        let (left, right) = (self.left, self.right);
        let is_taken = |alias| {
            others
                .iter()
                .any(|near| near.left == alias || near.right == alias)
        };
        let mut copy = |alias: Alias| {
            if !is_taken(alias) {
                return alias;
            }
            let mut row = rows.rows[alias].clone();
            let number = rows.rows.len();
            row.name = format!("{}{}", &row.name[..1], number + 1);
            let mut keys = vec![row.event.map_or("key", |(_, key)| key)];
            if row.name.starts_with('p') {
                keys.extend(["actor", "part", "nth"]);
            }
            if rows.options.apart_by.is_some() {
                keys.push(APART);
            }
            for key in keys {
                let pair = [Expr::column(number, key), Expr::column(alias, key)];
                self.ties.push(Expr::form("{} = {}", &pair));
            }
            rows.rows.push(row);
            number
        };
        self.left = copy(left);
        self.right = copy(right);
        let (to_left, to_right) = (self.left, self.right);
        let moved = |alias: Alias| match alias {
            it if it == left => to_left,
            it if it == right => to_right,
            other => other,
        };
        let own = rows.conditions.iter().filter(|condition| {
            let mut aliases = condition.aliases().into_iter();
            aliases.all(|alias| alias == left || alias == right)
        });
        self.conditions = own.map(|condition| condition.moved(moved)).collect();
        let mut same = Vec::new();
        if let (Some(one), Some(other)) = (&rows.rows[left].actor, &rows.rows[right].actor)
            && one == other
        {
            same.push("actor");
        }
        if rows.options.apart_by.is_some() {
            same.push(APART);
        }
        for column in same {
            let pair = [
                Expr::column(to_left, column),
                Expr::column(to_right, column),
            ];
            let equal = Expr::form("{} = {}", &pair);
            let turned = Expr::form("{} = {}", &[pair[1].clone(), pair[0].clone()]);
            if !self.conditions.contains(&equal) && !self.conditions.contains(&turned) {
                self.conditions.push(equal);
            }
        }
    }

    /// Whether a row is one of the two.
    pub(super) fn has(&self, alias: Alias) -> bool {
        self.left == alias || self.right == alias
    }

    /// What must hold of the windows: sums that are not negative. They say all of its limits while the events are apart.
    pub(super) fn windows(&self) -> [Sum; 2] {
        let (low, high) = self.columns();
        let (least, most) = self.limits;
        let column = |alias, name| Expr::column(alias, name);
        [
            Sum::constant(most)
                .plus(column(self.left, low.1))
                .minus(column(self.right, high.0)),
            Sum::constant(-least)
                .plus(column(self.right, high.1))
                .minus(column(self.left, low.0)),
        ]
    }

    /// The columns of the earliest and latest tick of the left end, and of the right one.
    fn columns(&self) -> ((&'static str, &'static str), (&'static str, &'static str)) {
        (sides(self.ends.0), sides(self.ends.1))
    }

    /// The cases that it is joined in: what must hold of the rows in each.
    pub(super) fn cases(&self) -> Vec<Case> {
        let (left, right) = self.columns();
        let width = |alias, (low, high): (&'static str, &'static str)| {
            [Expr::column(alias, high), Expr::column(alias, low)]
        };
        let (left, right) = (width(self.left, left), width(self.right, right));
        let narrow = |of: &[Expr; 2], most: i128| Expr::form(&format!("{{}} - {{}} <= {most}"), of);
        let wide = |of: &[Expr; 2], more: i128| Expr::form(&format!("{{}} - {{}} > {more}"), of);
        let open = |of: &[Expr; 2]| {
            Expr::form(&format!("COALESCE({{}} - {{}} > {}, TRUE)", WIDTHS[1]), of)
        };
        let [day, month] = WIDTHS;
        let case = |conditions: Vec<Expr>, width: Option<i128>| Case {
            conditions,
            buckets: width.map(|width| self.buckets(width)),
        };
        vec![
            case(vec![narrow(&left, day), narrow(&right, day)], Some(day)),
            case(
                vec![
                    wide(&left, day),
                    narrow(&left, month),
                    narrow(&right, month),
                ],
                Some(month),
            ),
            case(
                vec![narrow(&left, day), wide(&right, day), narrow(&right, month)],
                Some(month),
            ),
            case(vec![open(&left)], None),
            case(vec![narrow(&left, month), open(&right)], None),
        ]
    }

    /// Buckets for windows of some width: the right window begins in the bucket of the left one, moved, or in one of the
    /// two behind it.
    fn buckets(&self, width: i128) -> Buckets {
        let (low, high) = self.columns();
        let (least, most) = self.limits;
        let reach = (most - least).saturating_add(2 * width);
        Buckets {
            size: reach / 2 + 1,
            moved: least - width,
            left: Expr::column(self.left, low.0),
            right: Expr::column(self.right, high.0),
        }
    }
}

/// One way in which pairs are joined.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) conditions: Vec<Expr>,
    /// None where rows are not told apart by time.
    pub(super) buckets: Option<Buckets>,
}

/// Which bucket a window lies in.
#[derive(Clone, Debug)]
pub(super) struct Buckets {
    pub(super) size: i128,
    pub(super) moved: i128,
    pub(super) left: Expr,
    pub(super) right: Expr,
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
type Limited = ([(Event, bool); 2], (i128, i128));

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
            return Some(([(x, a), (y, b)], (least, most)));
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
