//! The ways in which rows are joined: with all events apart, or with two of them in one component, or the same.

use super::expr::{Alias, Expr, Sum};
use super::near::{Near, sides};
use super::rows::{Event, Rows};
use super::times::{Distances, Edge, Times, circles};

/// What the events of a select have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// No two have anything.
    Apart,
    /// Some two have a component.
    Some,
    /// These two are one event.
    Same(Event, Event),
}

/// One select: what it joins, and what must hold.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) tie: Tie,
    /// Which pairs are joined before.
    pub(super) near: Vec<usize>,
    /// The distances that are joined, where there are any: the alias, and the two events.
    pub(super) distances: Vec<(Alias, Event, Event)>,
    pub(super) conditions: Vec<Expr>,
    /// Conditions under which an answer is certain.
    pub(super) certain: Vec<Expr>,
}

/// What a conjunction of edges comes to.
enum Possible {
    Never,
    Where(Vec<Expr>),
    /// There are too many circles to print.
    Unknown,
}

/// All ways, no two of which have a binding in common; or the number of the condition on times that is too much.
pub(super) fn ways(times: &Times, near: &[Near], rows: &Rows<'_>) -> Result<Vec<Way>, usize> {
    let mut found = Vec::new();
    let mut left = PRINTED_IN_ALL;
    let pairs: Vec<(Event, Event)> = pairs(&times.events);
    let apart = Apart { rows };
    let all: Vec<usize> = (0..near.len()).collect();
    let said: Vec<Sum> = near.iter().flat_map(|near| near.windows.clone()).collect();
    if let Some(way) = way(times, &apart, &said, &mut left)? {
        found.push(Way {
            tie: Tie::Apart,
            near: all.clone(),
            distances: Vec::new(),
            conditions: pairs
                .iter()
                .flat_map(|&(x, y)| rows.apart(x, y))
                .chain(way.0)
                .collect(),
            certain: way.1,
        });
    }
    // The first pair that is not apart is joined on what it has in common.
    for (at, &(x, y)) in pairs.iter().enumerate() {
        let near_others = all.iter().copied().filter(|&i| {
            // A list that would be made for few of its pairs only is not made.
            let is_own = near[i].events == (x, y) || near[i].events == (y, x);
            near.len() > 1 || !is_own
        });
        let near_others: Vec<usize> = near_others.collect();
        let earlier: Vec<Expr> = pairs[..at]
            .iter()
            .flat_map(|&(x, y)| rows.apart(x, y))
            .collect();
        for (tie, tied) in rows.tied(x, y) {
            let conditions = tied.into_iter().chain(earlier.iter().cloned()).collect();
            found.extend(joined(
                times,
                rows,
                tie,
                &pairs,
                conditions,
                &near_others,
                &mut left,
            )?);
        }
    }
    Ok(found)
}

/// The select of events that are tied somehow, where some conditions tell how.
fn joined(
    times: &Times,
    rows: &Rows<'_>,
    tie: Tie,
    pairs: &[(Event, Event)],
    mut conditions: Vec<Expr>,
    near: &[usize],
    left: &mut usize,
) -> Result<Option<Way>, usize> {
    let first = rows.rows.len();
    let both = pairs.iter().flat_map(|&(x, y)| [(x, y), (y, x)]);
    let tied = both.enumerate().map(|(i, (x, y))| (first + i, x, y));
    let tied: Vec<(Alias, Event, Event)> = tied.collect();
    let mixed = Mixed {
        rows,
        tied: &tied,
        tie,
    };
    let Some((possible, certain)) = way(times, &mixed, &[], left)? else {
        return Ok(None);
    };
    conditions.extend(possible);
    let used = |alias: Alias| {
        let all = conditions.iter().chain(&certain);
        all.flat_map(Expr::columns).any(|(other, _)| other == alias)
    };
    let distances = tied
        .iter()
        .copied()
        .filter(|&(alias, ..)| used(alias))
        .collect();
    Ok(Some(Way {
        tie,
        near: near.to_vec(),
        distances,
        certain,
        conditions,
    }))
}

fn pairs(events: &[Event]) -> Vec<(Event, Event)> {
    let mut all = Vec::new();
    for (i, &x) in events.iter().enumerate() {
        all.extend(events[i + 1..].iter().map(|&y| (x, y)));
    }
    all
}

impl Rows<'_> {
    /// Whether two names can be those of one event.
    pub(super) fn may_be_same(&self, x: Event, y: Event) -> bool {
        let (x, y) = (&self.events[x], &self.events[y]);
        let kinds = x.kind.is_none() || y.kind.is_none() || x.kind == y.kind;
        kinds && (x.is_variable || y.is_variable)
    }

    /// "They are two events, without a component in common."
    fn apart(&self, x: Event, y: Event) -> Vec<Expr> {
        let components = [x, y].map(|event| Expr::column(self.carrier(event), "component"));
        let mut all = vec![Expr::form("COALESCE({} <> {}, TRUE)", &components)];
        if self.may_be_same(x, y) {
            all.push(Expr::form("{} <> {}", &[self.key(x), self.key(y)]));
        }
        all
    }

    /// "They are two events with a component in common", and "they are one event", where they can be.
    fn tied(&self, x: Event, y: Event) -> Vec<(Tie, Vec<Expr>)> {
        let components = [x, y].map(|event| Expr::column(self.carrier(event), "component"));
        let mut component = vec![Expr::form("{} = {}", &components)];
        if !self.may_be_same(x, y) {
            return vec![(Tie::Some, component)];
        }
        let keys = [self.key(x), self.key(y)];
        component.push(Expr::form("{} <> {}", &keys));
        let same = Expr::form("{} = {}", &keys);
        vec![(Tie::Some, component), (Tie::Same(x, y), vec![same])]
    }

    /// The least bound of the time from one end of an event to another.
    fn own(&self, event: Event, from: bool, to: bool) -> Sum {
        let column = |name| Expr::column(self.carrier(event), name);
        match (from, to) {
            (false, true) => Sum::default().plus(column("most")),
            (true, false) => Sum::default().minus(column("least")),
            _ => Sum::default(),
        }
    }

    fn bound(&self, (event, is_end): (Event, bool), latest: bool) -> Expr {
        let (low, high) = sides(is_end);
        Expr::column(self.carrier(event), if latest { high } else { low })
    }
}

/// All events are apart: windows say all there is to know of two.
struct Apart<'r> {
    rows: &'r Rows<'r>,
}

impl Distances for Apart<'_> {
    fn between(&self, from: (Event, bool), to: (Event, bool)) -> Option<Sum> {
        Some(if from.0 == to.0 {
            self.rows.own(from.0, from.1, to.1)
        } else {
            self.latest(to).with(&self.earliest(from))
        })
    }

    fn is_by_windows(&self, from: Event, to: Event) -> bool {
        from != to
    }

    fn latest(&self, end: (Event, bool)) -> Sum {
        Sum::default().plus(self.rows.bound(end, true))
    }

    fn earliest(&self, end: (Event, bool)) -> Sum {
        Sum::default().minus(self.rows.bound(end, false))
    }
}

/// Events may be in one component, or the same.
struct Mixed<'r> {
    rows: &'r Rows<'r>,
    tied: &'r [(Alias, Event, Event)],
    tie: Tie,
}

impl Distances for Mixed<'_> {
    fn between(&self, from: (Event, bool), to: (Event, bool)) -> Option<Sum> {
        let rows = self.rows;
        let is_same = match self.tie {
            Tie::Same(x, y) => [(x, y), (y, x)].contains(&(from.0, to.0)),
            _ => false,
        };
        if is_same || from.0 == to.0 {
            return Some(rows.own(from.0, from.1, to.1));
        }
        let tied = self
            .tied
            .iter()
            .find(|&&(_, x, y)| (x, y) == (from.0, to.0));
        let column = match (from.1, to.1) {
            (false, false) => "bb",
            (false, true) => "bf",
            (true, false) => "fb",
            (true, true) => "ff",
        };
        let windows = [rows.bound(to, true), rows.bound(from, false)];
        let mut expr = Expr::form("{} - {}", &windows);
        if let Some(&(alias, ..)) = tied {
            let parts = [Expr::column(alias, column), expr];
            expr = Expr::form("COALESCE({}, {})", &parts);
        }
        if rows.may_be_same(from.0, to.0) {
            let own = match (from.1, to.1) {
                (false, true) => Expr::column(rows.carrier(from.0), "most"),
                (true, false) => Expr::form("-{}", &[Expr::column(rows.carrier(from.0), "least")]),
                _ => Expr::text("0"),
            };
            let [one, other] = [from.0, to.0].map(|event| rows.key(event));
            let parts = [one, other, own, expr];
            expr = Expr::form("CASE WHEN {} = {} THEN {} ELSE {} END", &parts);
        }
        Some(Sum::default().plus(Expr::form("({})", &[expr])))
    }

    fn is_by_windows(&self, _: Event, _: Event) -> bool {
        false
    }

    fn latest(&self, end: (Event, bool)) -> Sum {
        Sum::default().plus(self.rows.bound(end, true))
    }

    fn earliest(&self, end: (Event, bool)) -> Sum {
        Sum::default().minus(self.rows.bound(end, false))
    }
}

/// How many choices of ways of conditions are printed at most.
const CHOICES: usize = 256;

/// How many circles are printed at most for all choices of one way of joining, and for all ways: engines take long to plan what is
/// longer.
const PRINTED: usize = 500;
const PRINTED_IN_ALL: usize = 3_000;

/// What must hold for an answer to be possible, and what for it to be certain; `None` where it never is. What is `said` elsewhere is
/// left out.
type Judged = Option<(Vec<Expr>, Vec<Expr>)>;

fn way(
    times: &Times,
    known: &impl Distances,
    said: &[Sum],
    left: &mut usize,
) -> Result<Judged, usize> {
    let mut choices: Vec<Vec<Edge>> = vec![Vec::new()];
    for (i, timed) in times.timed.iter().enumerate() {
        let mut next = Vec::new();
        for way in &timed.ways {
            for choice in &choices {
                next.push(choice.iter().chain(way).cloned().collect());
            }
        }
        if next.len() > CHOICES {
            return Err(i);
        }
        choices = next;
    }
    let mut possible: Vec<Vec<Expr>> = Vec::new();
    let (mut always, mut printed) = (false, 0);
    for choice in &choices {
        match conjunction(choice, known, said) {
            Possible::Never => {}
            Possible::Unknown => return Err(times.widest()),
            Possible::Where(all) => {
                always |= all.is_empty();
                printed += all.len();
                if printed > PRINTED.min(*left) {
                    return Err(times.widest());
                }
                possible.push(all);
            }
        }
    }
    *left -= printed;
    if possible.is_empty() {
        return Ok(None);
    }
    let mut conditions = Vec::new();
    if !always {
        match possible.as_slice() {
            [all] => conditions.clone_from(all),
            several => conditions.push(any(several)),
        }
    }
    for pair in &times.unordered {
        for edges in pair {
            match conjunction(edges, known, &[]) {
                Possible::Never => return Ok(None),
                Possible::Where(all) => conditions.extend(all),
                Possible::Unknown => return Err(0),
            }
        }
    }
    let mut certain = Vec::new();
    for (i, timed) in times.timed.iter().enumerate() {
        for failure in &timed.failures {
            match denied(failure, known) {
                Some(Some(never)) => certain.push(never),
                Some(None) => {}
                None => return Err(i),
            }
        }
    }
    Ok(Some((conditions, certain)))
}

fn any(several: &[Vec<Expr>]) -> Expr {
    let all: Vec<Expr> = several
        .iter()
        .map(|all| Expr::form("({})", &[Expr::join(all, " AND ")]))
        .collect();
    Expr::form("({})", &[Expr::join(&all, " OR ")])
}

/// When a conjunction has a world.
fn conjunction(edges: &[Edge], known: &impl Distances, said: &[Sum]) -> Possible {
    let Some(sums) = circles(edges, known) else {
        return Possible::Unknown;
    };
    let mut all: Vec<Expr> = Vec::new();
    for sum in sums {
        if said.contains(&sum) {
            continue;
        }
        match sum.compared(false) {
            Ok(expr) => {
                let expr = Expr::form("COALESCE({}, TRUE)", &[expr]);
                if !all.contains(&expr) {
                    all.push(expr);
                }
            }
            Err(true) => {}
            Err(false) => return Possible::Never,
        }
    }
    Possible::Where(all)
}

/// When a conjunction has no world: nothing where it never has one; none where there are too many circles.
fn denied(edges: &[Edge], known: &impl Distances) -> Option<Option<Expr>> {
    let mut any: Vec<Expr> = Vec::new();
    for sum in circles(edges, known)? {
        match sum.compared(true) {
            Ok(expr) => any.push(Expr::form("COALESCE({}, FALSE)", &[expr])),
            Err(true) => return Some(None),
            Err(false) => {}
        }
    }
    Some(Some(match any.as_slice() {
        [] => Expr::text("FALSE"),
        [one] => one.clone(),
        several => Expr::form("({})", &[Expr::join(several, " OR ")]),
    }))
}
