//! A solved network taken apart, to be kept, and put together again.

use super::arcs::{Arc, Arcs};
use super::network::Network;

/// The farthest that a bound or a potential lies from zero: a sum of fewer than 2^32 weights of 65 bits.
pub(crate) const FARTHEST: i128 = 1 << 98;

/// What a network is made of, apart from its windows.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkParts {
    /// Where the arcs of each point begin, and where the last end.
    pub(crate) starts: Vec<u32>,
    /// Where each arc leads, and its weight.
    pub(crate) arcs: Vec<(u32, i64)>,
    pub(crate) rank: Vec<u32>,
    pub(crate) potential: Vec<i128>,
}

impl Network {
    /// What it is made of.
    pub(crate) fn parts(&self) -> NetworkParts {
        let (starts, arcs) = self.forward.parts();
        NetworkParts {
            starts: starts.to_vec(),
            arcs: arcs.iter().map(Arc::end).collect(),
            rank: self.rank.clone(),
            potential: self.potential.clone(),
        }
    }

    /// A network without windows; nothing where the parts are none of a solved one: where ranks fall along an arc, an
    /// arc within a rank has a negative reduced cost, so that a search might not end, or an arc leads from one of
    /// `groups`, the group of each point, to another.
    pub(crate) fn of_parts(parts: NetworkParts, groups: &[u32]) -> Option<Network> {
        let NetworkParts {
            starts,
            arcs,
            rank,
            potential,
        } = parts;
        let points = groups.len();
        let near = |potential: &i128| (-FARTHEST..FARTHEST).contains(potential);
        if rank.len() != points || potential.len() != points || !potential.iter().all(near) {
            return None;
        }
        let forward = Arcs::of_parts(points, starts, &arcs)?;
        for from in 0..points {
            for arc in forward.of(from as u32) {
                let to = arc.to as usize;
                let reduced = arc.weight() + potential[from] - potential[to];
                let falls = rank[to] < rank[from] || rank[to] == rank[from] && reduced < 0;
                if falls || groups[to] != groups[from] {
                    return None;
                }
            }
        }
        Some(Network {
            lo: Vec::new(),
            hi: Vec::new(),
            forward,
            rank,
            potential,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{INF, Link, System};

    fn parts() -> NetworkParts {
        let mut system = System::default();
        for _ in 0..3 {
            system.point(-INF, INF);
        }
        // A circle of two points, and one behind it.
        let links = [(0, 1, 4), (1, 0, -1), (1, 2, -7)];
        system.links = links.map(|(a, b, w)| Link::new(a, b, w)).to_vec();
        Network::solve(system).expect("a world").parts()
    }

    #[test]
    fn a_network_is_put_together_again() {
        let parts = parts();
        let again = Network::of_parts(parts.clone(), &[5, 5, 5]).expect("sound");
        assert_eq!(again.distances(0, [1, 2]), [4, -3]);
        let twice = again.parts();
        assert_eq!(twice.starts, parts.starts);
        assert_eq!(twice.arcs, parts.arcs);
        assert_eq!((twice.rank, twice.potential), (parts.rank, parts.potential));
        assert!(Network::of_parts(NetworkParts::default(), &[]).is_none());
    }

    #[test]
    fn what_no_network_is_made_of_is_refused() {
        let refused = |change: fn(&mut NetworkParts)| {
            let mut parts = parts();
            change(&mut parts);
            Network::of_parts(parts, &[0, 0, 0]).is_none()
        };
        assert!(!refused(|_| {}));
        assert!(refused(|p| p.arcs[0].0 = 3));
        assert!(refused(|p| p.arcs[0].1 = 0));
        assert!(refused(|p| p.starts[1] = 9));
        assert!(refused(|p| p.starts.clear()));
        assert!(refused(|p| p.rank.swap(1, 2)));
        assert!(refused(|p| p.potential[0] = i128::MIN));
        assert!(refused(|p| p.rank.truncate(2)));
        assert!(Network::of_parts(parts(), &[0, 0, 1]).is_none());
    }
}
