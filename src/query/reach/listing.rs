//! All paths, the shortest first.

use super::chain::Chain;
use super::quest::Quest;
use super::route::Route;
use crate::query::condition::Condition;
use rustc_hash::FxHashMap;

/// Which paths are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that hold in some world.
    Possible,
    /// Those that the records have, whatever their times.
    Recorded,
}

/// Paths, and whether they are all.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    pub(super) routes: Vec<Route>,
    pub(super) is_complete: bool,
}

/// Lists paths: those of fewest meetings first, and then in file order of their meetings.
///
/// A path is left out if it holds only where one of some of its meetings does: where somebody who surely was at
/// both could have carried the word past what lies between, or the receiver surely had it before. So none is
/// missed that could make a difference.
///
/// Depth first, with a limit of depth that grows; each meeting looked at is a step of the budget. The number of
/// meetings that still lie between each actor and the receiver, by the records, keeps it from going
/// astray.
pub(super) fn list(q: &Quest<'_>, which: Which, most: usize, budget: u64) -> Listing {
    let mut lister = Lister {
        q,
        which,
        most,
        left: budget,
        routes: Vec::new(),
        cut: None,
        stopped: false,
        deeper: true,
        away: Away::new(q),
    };
    let mut depth = 0;
    while lister.deeper && !lister.stopped && depth < q.most.min(DEEPEST) {
        depth += 1;
        lister.deeper = false;
        lister.away.reach(q, depth - 1, &mut lister.left);
        lister.extend(&Chain::start(), depth);
    }
    let is_complete = !lister.stopped && !lister.deeper;
    Listing {
        routes: lister.routes,
        is_complete,
    }
}

/// Formulas that say of every path that it holds, or of the first meetings of some paths that they can follow each
/// other: where none has a world no path has. `None` where they are too many.
pub(super) fn cut(q: &Quest<'_>, most: usize, budget: u64) -> Option<Vec<Condition>> {
    let mut lister = Lister {
        q,
        which: Which::Possible,
        most,
        left: budget,
        routes: Vec::new(),
        cut: Some(Vec::new()),
        stopped: false,
        deeper: false,
        away: Away::new(q),
    };
    lister.extend(&Chain::start(), q.most.min(DEEPEST));
    let is_whole = !lister.stopped && !lister.deeper;
    lister.cut.filter(|_| is_whole)
}

/// Formulas that say of every first and every last meeting that paths could have that the one can be before the
/// other: where none has a world no path has, either. `None` where they are too many, or one has a world.
pub(super) fn ends(q: &Quest<'_>, most: usize) -> Option<Vec<Condition>> {
    let of = |actor: u32| -> Vec<u32> {
        let all = q.t.events_of(actor).iter().copied();
        all.filter(|&m| q.is_meeting(m) && q.presence(m, actor).is_some())
            .collect()
    };
    let (first, last) = (of(q.from), of(q.to));
    if first.len().saturating_mul(last.len()) > most {
        return None;
    }
    let mut found = Vec::new();
    for &m in &first {
        for &n in &last {
            let meetings = if m == n { vec![m] } else { vec![m, n] };
            let bound = vec![None; meetings.len() - 1];
            let route = Route { meetings, bound };
            if route.earliest(q).is_some() {
                return None;
            }
            found.push(route.timing(q));
        }
    }
    Some(found)
}

/// How many meetings a path has that is looked at. Chains are followed by recursion.
const DEEPEST: u32 = 400;

struct Lister<'q, 't> {
    q: &'q Quest<'t>,
    which: Which,
    most: usize,
    left: u64,
    routes: Vec<Route>,
    /// What can't follow, where that is asked for.
    cut: Option<Vec<Condition>>,
    stopped: bool,
    /// Whether longer chains were left for later.
    deeper: bool,
    away: Away,
}

impl Lister<'_, '_> {
    fn extend(&mut self, chain: &Chain, depth: u32) {
        let length = chain.meetings.len() as u32;
        let is_last = length + 1 == depth && self.cut.is_none();
        let (all, is_whole) = chain.next(self.q, self.takes_all(), is_last);
        self.deeper |= !is_whole && depth < self.q.most;
        for (meeting, bound) in all {
            if self.left == 0 {
                self.stopped = true;
            }
            if self.stopped {
                return;
            }
            self.left -= 1;
            let mut longer = chain.then(meeting, bound);
            if self.is_needless(&longer) {
                continue;
            }
            if self.which == Which::Possible {
                match longer.last_end(self.q) {
                    Some(at) => longer.at = at,
                    None => {
                        if self.cut.is_some() {
                            self.note(longer);
                        }
                        continue;
                    }
                }
            }
            let arrives = longer.arrives(self.q);
            // Depth by depth, each path is met again on the way to longer ones.
            if arrives.is_some() && length + 1 == depth && self.cut.is_none() {
                if self.routes.len() == self.most {
                    self.stopped = true;
                    return;
                }
                self.routes.push(longer.clone().into_route());
            }
            if arrives == Some(true) {
                continue;
            }
            if length + 1 == depth {
                self.deeper |= depth < self.q.most;
                continue;
            }
            let rest = depth - length - 1;
            if self.cut.is_none() && !self.away.is_within(self.q, meeting, rest) {
                self.deeper |= depth < self.q.most && self.away.may_be_further(self.q, meeting);
                continue;
            }
            self.extend(&longer, depth);
        }
    }

    fn takes_all(&self) -> bool {
        self.which == Which::Recorded || self.cut.is_some()
    }

    fn note(&mut self, chain: Chain) {
        let condition = chain.into_route().timing(self.q);
        match &mut self.cut {
            Some(cut) if cut.len() < self.most => cut.push(condition),
            _ => self.stopped = true,
        }
    }

    /// Whether a chain holds only where a shorter one does.
    fn is_needless(&self, chain: &Chain) -> bool {
        let q = self.q;
        let Some((&last, rest)) = chain.meetings.split_last() else {
            return false;
        };
        let stage = chain.stage();
        if rest.is_empty() {
            return false;
        }
        if stage == 0 && q.presence(last, q.from) == Some(true) {
            return true;
        }
        rest.iter()
            .zip(&chain.stages)
            .rev()
            .skip(1)
            .any(|(&m, &s)| {
                let next = q.through.get(s as usize);
                q.shared(m, last)
                    .iter()
                    .any(|&(actor, sure)| sure && s + u8::from(next == Some(&actor)) >= stage)
            })
    }
}

/// How many meetings lie between actors and the receiver at least, by what the records say.
struct Away {
    meetings: FxHashMap<u32, u32>,
    edge: Vec<u32>,
    reached: u32,
    /// Whether no steps were left to look on.
    blind: bool,
}

impl Away {
    fn new(q: &Quest<'_>) -> Away {
        Away {
            meetings: FxHashMap::from_iter([(q.to, 0)]),
            edge: vec![q.to],
            reached: 0,
            blind: false,
        }
    }

    /// Looks so many meetings far.
    fn reach(&mut self, q: &Quest<'_>, far: u32, left: &mut u64) {
        while self.reached < far && !self.edge.is_empty() && !self.blind {
            self.reached += 1;
            for actor in std::mem::take(&mut self.edge) {
                for &meeting in q.t.events_of(actor) {
                    if *left == 0 {
                        self.blind = true;
                        return;
                    }
                    *left -= 1;
                    if !q.is_meeting(meeting) || q.presence(meeting, actor).is_none() {
                        continue;
                    }
                    for who in q.t.involved(meeting) {
                        if q.presence(meeting, who.actor).is_some()
                            && !self.meetings.contains_key(&who.actor)
                        {
                            self.meetings.insert(who.actor, self.reached);
                            self.edge.push(who.actor);
                        }
                    }
                }
            }
        }
    }

    /// Whether so many more meetings can be enough from a meeting on.
    fn is_within(&self, q: &Quest<'_>, meeting: u32, far: u32) -> bool {
        self.blind
            || q.t.involved(meeting).iter().any(|who| {
                let away = self.meetings.get(&who.actor);
                away.is_some_and(|&away| away <= far)
            })
    }

    /// Whether it may be that more are enough.
    fn may_be_further(&self, q: &Quest<'_>, meeting: u32) -> bool {
        !self.edge.is_empty() || self.is_within(q, meeting, u32::MAX)
    }
}
