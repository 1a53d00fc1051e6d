//! Looks for a world in which formulas hold.

use super::condition::{Coin, Condition};
use super::ground::Ground;
use super::joint::{Inequality, Point, Scene};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a search for a world comes to.
#[derive(Debug)]
pub(crate) enum Search {
    /// A world, or rather all those that keep what was chosen.
    Found(Box<Model>),
    /// There is none.
    None,
    /// There were no steps left.
    Unsettled,
}

impl Search {
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Search::None)
    }
}

/// Worlds that a search found: all that keep these choices.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) scene: Scene,
    /// Each once, sorted.
    pub(crate) coins: Vec<(Coin, bool)>,
    /// The inequalities chosen: with the coins, what was looked for follows from them.
    pub(crate) trail: Vec<Inequality>,
}

impl Model {
    /// What was chosen, as a formula.
    pub(crate) fn choices(&self) -> Condition {
        let coins = self
            .coins
            .iter()
            .map(|&(coin, yes)| Condition::Coin(coin, yes));
        let steps = self.trail.iter().copied().map(Condition::Step);
        Condition::All(coins.chain(steps).collect())
    }
}

/// How many cells of a network are closed in about the time in which one formula is looked at.
const CELLS: u64 = 16;

/// How many points of time a search looks at. Networks are closed, hence cubic in them.
const POINTS: usize = 800;

/// Looks for a world in which all conditions hold.
///
/// The conditions are taken apart into choices; those with one way left are made, and else the one with the
/// fewest ways left is split into "this way" and "not this way" (Davis, Logemann and Loveland 1962, with
/// difference constraints for atoms). Exponential at worst: each look at a part of a formula is a step of
/// the budget, and so are a few cells of a network.
pub(crate) fn find_world(
    g: &impl Ground,
    wanted: impl IntoIterator<Item = Condition>,
    budget: &mut u64,
) -> Search {
    let mut arena = Arena::default();
    let roots: Vec<u32> = wanted.into_iter().map(|c| arena.add(&c)).collect();
    if arena.points() > POINTS {
        return Search::Unsettled;
    }
    let mut state = State {
        scene: Scene::new(),
        coins: Vec::new(),
        trail: Vec::new(),
        open: Vec::new(),
        chosen: Vec::new(),
        unknown: false,
        work: 0,
    };
    for root in roots {
        if !state.assert(g, &arena, root) {
            return Search::None;
        }
    }
    search(g, &mut arena, state, budget)
}

#[derive(Clone, Debug)]
enum Node {
    Step(Inequality),
    Coin(Coin, bool),
    All(Vec<u32>),
    AtLeast(usize, Vec<u32>),
    Unknown,
}

/// Conditions and their denials, numbered.
#[derive(Debug, Default)]
struct Arena {
    nodes: Vec<Node>,
    denials: FxHashMap<u32, u32>,
}

impl Arena {
    fn push(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        (self.nodes.len() - 1) as u32
    }

    fn add(&mut self, condition: &Condition) -> u32 {
        let node = match condition {
            Condition::Step(step) => Node::Step(*step),
            Condition::Coin(coin, yes) => Node::Coin(*coin, *yes),
            Condition::All(list) => Node::All(list.iter().map(|c| self.add(c)).collect()),
            Condition::Any(list) => Node::AtLeast(1, list.iter().map(|c| self.add(c)).collect()),
            Condition::AtLeast(n, list) => {
                Node::AtLeast(*n, list.iter().map(|c| self.add(c)).collect())
            }
            Condition::Relation(formula, holds) => {
                let ways = if *holds {
                    formula.ways()
                } else {
                    formula.failures()
                };
                let mut list = Vec::new();
                for way in ways {
                    let steps = way.into_iter().map(|(from, to, weight)| {
                        let step = Inequality::new(Point::Event(from), Point::Event(to), weight);
                        self.push(Node::Step(step))
                    });
                    let steps = steps.collect();
                    list.push(self.push(Node::All(steps)));
                }
                Node::AtLeast(1, list)
            }
            Condition::Unknown => Node::Unknown,
        };
        self.push(node)
    }

    /// How many points a scene of all steps has.
    fn points(&self) -> usize {
        let mut points = FxHashSet::default();
        for node in &self.nodes {
            let Node::Step(step) = node else {
                continue;
            };
            for point in [step.from, step.to] {
                points.insert(point);
                points.extend(point.companion());
            }
        }
        points.len()
    }

    fn deny(&mut self, id: u32) -> u32 {
        if let Some(&known) = self.denials.get(&id) {
            return known;
        }
        let all = |arena: &mut Arena, list: Vec<u32>| -> Vec<u32> {
            list.into_iter().map(|c| arena.deny(c)).collect()
        };
        let node = match self.nodes[id as usize].clone() {
            Node::Step(step) => Node::Step(step.denial()),
            Node::Coin(coin, yes) => Node::Coin(coin, !yes),
            Node::All(list) => Node::AtLeast(1, all(self, list)),
            Node::AtLeast(0, _) => Node::AtLeast(1, Vec::new()),
            Node::AtLeast(n, list) if n > list.len() => Node::All(Vec::new()),
            Node::AtLeast(n, list) => Node::AtLeast(list.len() - n + 1, all(self, list)),
            Node::Unknown => Node::Unknown,
        };
        let denied = self.push(node);
        self.denials.insert(id, denied);
        self.denials.insert(denied, id);
        denied
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    False,
    Open,
    True,
}

#[derive(Clone, Debug)]
struct State {
    scene: Scene,
    coins: Vec<(Coin, bool)>,
    trail: Vec<Inequality>,
    open: Vec<u32>,
    /// What was chosen to be true or false, by the number of the node.
    chosen: Vec<Option<bool>>,
    unknown: bool,
    /// How many formulas were looked at, and cells of networks closed, since the budget was last charged.
    work: u64,
}

impl State {
    fn choose(&mut self, id: u32, yes: bool) {
        let place = id as usize;
        if self.chosen.len() <= place {
            self.chosen.resize(place + 1, None);
        }
        self.chosen[place] = Some(yes);
    }

    /// Makes something true; false where that has no world.
    fn assert(&mut self, g: &impl Ground, arena: &Arena, id: u32) -> bool {
        let mut todo = vec![id];
        while let Some(id) = todo.pop() {
            // What is still to be worked out below it is as good as true.
            self.choose(id, true);
            if let Some(&denied) = arena.denials.get(&id) {
                self.choose(denied, false);
            }
            match &arena.nodes[id as usize] {
                Node::Step(step) => {
                    self.trail.push(*step);
                    self.work += (self.scene.points().len() as u64).pow(2) / CELLS;
                    if !self.scene.assume(g, *step) {
                        return false;
                    }
                }
                Node::Coin(coin, yes) => match self.coins.binary_search_by_key(coin, |c| c.0) {
                    Ok(at) if self.coins[at].1 != *yes => return false,
                    Ok(_) => {}
                    Err(at) => self.coins.insert(at, (*coin, *yes)),
                },
                Node::All(list) => todo.extend(list.iter().rev()),
                Node::AtLeast(n, list) => match n {
                    0 => {}
                    n if *n > list.len() => return false,
                    n if *n == list.len() => todo.extend(list.iter().rev()),
                    _ => self.open.push(id),
                },
                Node::Unknown => self.unknown = true,
            }
        }
        true
    }

    fn truth(&mut self, g: &impl Ground, arena: &Arena, id: u32) -> Truth {
        match self.chosen.get(id as usize) {
            Some(Some(true)) => return Truth::True,
            Some(Some(false)) => return Truth::False,
            _ => {}
        }
        self.work += 1;
        match &arena.nodes[id as usize] {
            Node::Step(step) => {
                if self.scene.entails(g, *step) {
                    Truth::True
                } else if self.scene.allows(g, *step) {
                    Truth::Open
                } else {
                    Truth::False
                }
            }
            Node::Coin(coin, yes) => match self.coins.binary_search_by_key(coin, |c| c.0) {
                Ok(at) if self.coins[at].1 == *yes => Truth::True,
                Ok(_) => Truth::False,
                Err(_) => Truth::Open,
            },
            Node::All(list) => {
                let mut least = Truth::True;
                for &part in list {
                    match self.truth(g, arena, part) {
                        Truth::False => return Truth::False,
                        Truth::Open => least = Truth::Open,
                        Truth::True => {}
                    }
                }
                least
            }
            Node::AtLeast(n, list) => {
                let (mut sure, mut left) = (0, list.len());
                for &part in list {
                    match self.truth(g, arena, part) {
                        Truth::True => sure += 1,
                        Truth::False => left -= 1,
                        Truth::Open => {}
                    }
                    if sure >= *n {
                        return Truth::True;
                    }
                    if left < *n {
                        return Truth::False;
                    }
                }
                if *n == 0 { Truth::True } else { Truth::Open }
            }
            Node::Unknown => Truth::Open,
        }
    }
}

/// What is left to do once all choices with one way left are made.
enum Left {
    /// A choice: one way of those that it has.
    Choice(u32),
    /// Nothing: all that is wanted holds.
    Nothing,
    /// There is no world.
    NoWorld,
    /// There were no steps left.
    Unsettled,
}

/// Tries choices, the last one first. What is to be tried later is kept in a list, not on the stack: it may be
/// thousands of choices deep.
fn search(g: &impl Ground, arena: &mut Arena, state: State, budget: &mut u64) -> Search {
    let mut unsettled = false;
    let mut later: Vec<(State, Option<u32>)> = vec![(state, None)];
    while let Some((mut state, without)) = later.pop() {
        if let Some(way) = without {
            let denied = arena.deny(way);
            if !state.assert(g, arena, denied) {
                continue;
            }
        }
        match state.settle(g, arena, budget) {
            Left::NoWorld => {}
            Left::Unsettled => unsettled = true,
            Left::Nothing if state.unknown => unsettled = true,
            Left::Nothing => {
                return Search::Found(Box::new(Model {
                    scene: state.scene,
                    coins: state.coins,
                    trail: state.trail,
                }));
            }
            Left::Choice(way) => {
                let mut taken = state.clone();
                later.push((state, Some(way)));
                if taken.assert(g, arena, way) {
                    later.push((taken, None));
                }
            }
        }
    }
    if unsettled {
        Search::Unsettled
    } else {
        Search::None
    }
}

impl State {
    /// Makes the choices that have one way left, until none has; tells the one with the fewest ways.
    fn settle(&mut self, g: &impl Ground, arena: &Arena, budget: &mut u64) -> Left {
        loop {
            let mut best: Option<(usize, u32)> = None;
            let mut forced = false;
            let mut at = 0;
            while at < self.open.len() {
                *budget = budget.saturating_sub(1 + std::mem::take(&mut self.work));
                if *budget == 0 {
                    return Left::Unsettled;
                }
                let Node::AtLeast(n, list) = &arena.nodes[self.open[at] as usize] else {
                    at += 1;
                    continue;
                };
                let mut sure = 0;
                let mut ways = Vec::new();
                for &part in list {
                    match self.truth(g, arena, part) {
                        Truth::True => sure += 1,
                        Truth::Open => ways.push(part),
                        Truth::False => {}
                    }
                }
                if sure >= *n {
                    self.open.swap_remove(at);
                    continue;
                }
                let wanted = n - sure;
                if ways.len() < wanted {
                    return Left::NoWorld;
                }
                if ways.len() == wanted {
                    self.open.swap_remove(at);
                    for way in ways {
                        if !self.assert(g, arena, way) {
                            return Left::NoWorld;
                        }
                    }
                    forced = true;
                    continue;
                }
                if best.is_none_or(|(fewest, _)| ways.len() < fewest) {
                    // What is not known how to judge settles nothing: the other ways come first.
                    let known = |way: &&u32| !matches!(arena.nodes[**way as usize], Node::Unknown);
                    let way = ways.iter().find(known).or(ways.first());
                    best = way.map(|&way| (ways.len(), way));
                }
                at += 1;
            }
            if !forced {
                return best.map_or(Left::Nothing, |(_, way)| Left::Choice(way));
            }
        }
    }
}

#[cfg(test)]
mod tests;
