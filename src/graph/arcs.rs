//! Constraints as edges, and edges in compressed rows.

/// The claim number of an edge that is a fact of the record: every event's beginning is not after
/// its end.
pub(crate) const FACT: u32 = u32::MAX;

/// The claim number of an edge that a search assumes for its own sake.
pub(crate) const ASSUMED: u32 = u32::MAX - 1;

/// The constraint `to - from <= weight`, stated by a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) weight: i128,
    pub(crate) claim: u32,
}

impl Edge {
    /// A constraint that is a fact of the record.
    pub(crate) fn fact(from: u32, to: u32, weight: i128) -> Edge {
        Edge {
            from,
            to,
            weight,
            claim: FACT,
        }
    }

    /// A constraint that is assumed.
    pub(crate) fn assumed(from: u32, to: u32, weight: i128) -> Edge {
        Edge {
            from,
            to,
            weight,
            claim: ASSUMED,
        }
    }

    /// Whether a claim states it.
    pub(crate) fn is_claimed(&self) -> bool {
        self.claim < ASSUMED
    }

    /// What holds exactly where this constraint does not, ticks being integers.
    pub(crate) fn denial(self) -> Edge {
        Edge {
            from: self.to,
            to: self.from,
            weight: -self.weight - 1,
            claim: self.claim,
        }
    }
}

/// A constraint of the resident network, which needs to know no claims: `to - from <= weight`.
///
/// What claims say of two events fits in an `i64`; half the size is half the memory to touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) weight: i64,
}

impl Link {
    pub(crate) fn new(from: u32, to: u32, weight: i64) -> Link {
        Link { from, to, weight }
    }

    /// A constraint of what a claim says: gaps are stated in `i64`, of either sign, so that no
    /// more than the negative of the least is lost.
    pub(crate) fn clamped(from: u32, to: u32, weight: i128) -> Link {
        let limits = (i128::from(i64::MIN), i128::from(i64::MAX));
        Link::new(from, to, weight.clamp(limits.0, limits.1) as i64)
    }
}

/// One outgoing (or, in a reversed table, incoming) arc of a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc<W> {
    pub(crate) to: u32,
    pub(crate) edge: u32,
    weight: W,
}

impl<W: Copy + Into<i128>> Arc<W> {
    pub(crate) fn weight(&self) -> i128 {
        self.weight.into()
    }
}

impl Arc<i64> {
    /// Where it leads, and its weight.
    pub(super) fn end(&self) -> (u32, i64) {
        (self.to, self.weight)
    }
}

/// Edges in compressed rows by their tail.
#[derive(Clone, Debug)]
pub(crate) struct Arcs<W = i128> {
    start: Vec<u32>,
    arcs: Vec<Arc<W>>,
}

impl<W> Default for Arcs<W> {
    fn default() -> Arcs<W> {
        Arcs {
            start: vec![0],
            arcs: Vec::new(),
        }
    }
}

impl Arcs {
    /// Rows by `from`, each in the order of the edges. Linear.
    pub(crate) fn forward(points: usize, edges: &[Edge]) -> Arcs {
        Arcs::filtered(points, edges, |_| true)
    }

    /// Rows by `to`, for walking against the edges. Linear.
    pub(crate) fn backward(points: usize, edges: &[Edge]) -> Arcs {
        Arcs::rows(
            points,
            (0..).zip(edges).map(|(i, e)| (i, e.to, e.from, e.weight)),
        )
    }

    /// Rows by `from` of those edges that `keep` lets pass.
    pub(crate) fn filtered(points: usize, edges: &[Edge], keep: impl Fn(&Edge) -> bool) -> Arcs {
        let keep = &keep;
        let kept = (0..).zip(edges).filter(move |(_, e)| keep(e));
        Arcs::rows(points, kept.map(|(i, e)| (i, e.from, e.to, e.weight)))
    }
}

impl Arcs<i64> {
    /// Rows by `from`, each in the order of the links. Linear.
    pub(crate) fn links(points: usize, links: &[Link]) -> Arcs<i64> {
        Arcs::rows(
            points,
            (0..).zip(links).map(|(i, e)| (i, e.from, e.to, e.weight)),
        )
    }

    /// Rows by `to`, for walking against the links. Linear.
    pub(crate) fn links_back(points: usize, links: &[Link]) -> Arcs<i64> {
        Arcs::rows(
            points,
            (0..).zip(links).map(|(i, e)| (i, e.to, e.from, e.weight)),
        )
    }
}

impl Arcs<i64> {
    /// Where the arcs of each point begin, and all arcs.
    pub(super) fn parts(&self) -> (&[u32], &[Arc<i64>]) {
        (&self.start, &self.arcs)
    }

    /// Rows of so many points that begin at these places; nothing where they do not fit the arcs, or one leads nowhere.
    pub(super) fn of_parts(
        points: usize,
        start: Vec<u32>,
        arcs: &[(u32, i64)],
    ) -> Option<Arcs<i64>> {
        let bounds = (start.first() == Some(&0), start.last().copied());
        let fits = start.len() == points + 1
            && bounds == (true, Some(arcs.len() as u32))
            && arcs.len() < u32::MAX as usize
            && start.is_sorted()
            && arcs.iter().all(|&(to, _)| (to as usize) < points);
        let arc = |(&(to, weight), edge): (&(u32, i64), u32)| Arc { to, edge, weight };
        let arcs = || arcs.iter().zip(0u32..).map(arc).collect();
        fits.then(|| Arcs {
            arcs: arcs(),
            start,
        })
    }
}

impl<W: Copy + Default> Arcs<W> {
    fn rows(points: usize, edges: impl Iterator<Item = (u32, u32, u32, W)> + Clone) -> Arcs<W> {
        let mut start = vec![0u32; points + 2];
        for (_, from, ..) in edges.clone() {
            start[from as usize + 2] += 1;
        }
        for i in 2..start.len() {
            start[i] += start[i - 1];
        }
        let total = start.last().copied().unwrap_or(0) as usize;
        let nothing = Arc {
            to: 0,
            edge: 0,
            weight: W::default(),
        };
        let mut arcs = vec![nothing; total];
        for (edge, from, to, weight) in edges {
            let slot = &mut start[from as usize + 1];
            arcs[*slot as usize] = Arc { to, edge, weight };
            *slot += 1;
        }
        start.pop();
        Arcs { start, arcs }
    }

    /// The arcs of one point.
    pub(crate) fn of(&self, point: u32) -> &[Arc<W>] {
        &self.arcs[self.start[point as usize] as usize..self.start[point as usize + 1] as usize]
    }

    /// The number of points.
    pub(crate) fn points(&self) -> usize {
        self.start.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_every_edge_in_order() {
        let edges = [
            Edge::fact(2, 0, 5),
            Edge::fact(0, 1, -1),
            Edge::fact(2, 1, 7),
        ];
        let arcs = Arcs::forward(3, &edges);
        assert_eq!(arcs.points(), 3);
        assert_eq!(arcs.of(0).len(), 1);
        assert!(arcs.of(1).is_empty());
        assert_eq!(
            arcs.of(2)
                .iter()
                .map(|a| (a.to, a.edge))
                .collect::<Vec<_>>(),
            [(0, 0), (1, 2)]
        );
        let back = Arcs::backward(3, &edges);
        assert_eq!(back.of(1).iter().map(|a| a.to).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn denial_is_an_involution() {
        let edge = Edge {
            from: 1,
            to: 2,
            weight: -3,
            claim: 9,
        };
        assert_eq!(edge.denial().denial(), edge);
    }
}
