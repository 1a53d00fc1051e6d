//! The solution as blocks.

use super::{ALONE, Part, Solved, Whole};
use crate::graph::{FARTHEST, Network, NetworkParts};
use crate::timeline::blocks::{BlockReader, BlockWriter, Stored, Unsound, ensure, join, stored};
use crate::timeline::columns::{Columns, OPEN};
use crate::timeline::rows::Rows;
use rustc_hash::FxHashMap;
use std::io;
use std::sync::Arc;

stored! {
    NetworkParts {
        "starts" => starts,
        "arcs" => arcs,
        "rank" => rank,
        "potential" => potential,
    }
}

impl NetworkParts {
    /// They are judged where they are put together.
    fn sound(&self, _: &str) -> Result<(), Unsound> {
        Ok(())
    }
}

/// The network of a part; `groups` are those of its points.
fn network(name: &str, groups: &[u32], parts: NetworkParts) -> Result<Network, Unsound> {
    let network = Network::of_parts(parts, groups);
    network.ok_or_else(|| Unsound::new(&join(name, "network"), "no solved network of the events"))
}

/// The points of some events, as they are numbered when they are solved.
#[derive(Default)]
struct Points {
    begins: Vec<u32>,
    /// For each point the group that was given for its event.
    groups: Vec<u32>,
}

impl Points {
    fn add(&mut self, event: u32, group: u32, columns: &Columns) {
        self.begins.push(self.groups.len() as u32);
        self.groups.push(group);
        if !columns.is_instant(event) {
            self.groups.push(group);
        }
    }
}

impl Whole {
    /// Points and members follow from the components.
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        self.component.store(&join(name, "component"), to)?;
        self.network.parts().store(&join(name, "network"), to)
    }

    fn of_blocks(name: &str, columns: &Columns, blocks: WholeBlocks) -> Result<Whole, Unsound> {
        let WholeBlocks {
            component,
            members,
            network: parts,
        } = blocks;
        let events = columns.len() as usize;
        let fits = component.is_empty() || component.len() == events;
        ensure(fits, &join(name, "component"), "not a row for each event")?;
        let mut points = Points::default();
        let mut point = Vec::with_capacity(component.len());
        for (event, &number) in (0u32..).zip(&component) {
            if number == ALONE {
                point.push(ALONE);
                continue;
            }
            point.push(points.groups.len() as u32);
            points.add(event, number, columns);
        }
        Ok(Whole {
            network: network(name, &points.groups, parts)?,
            point,
            component,
            members,
        })
    }
}

/// What is read of the solution before the events are known.
#[derive(Debug)]
pub(crate) struct Blocks {
    whole: WholeBlocks,
    /// For each number of a part what there is of it.
    again: Vec<Option<PartBlocks>>,
}

#[derive(Debug)]
struct WholeBlocks {
    component: Vec<u32>,
    members: Rows<u32>,
    network: NetworkParts,
}

#[derive(Debug)]
struct PartBlocks {
    events: Vec<u32>,
    windows: Vec<[i128; 4]>,
    network: NetworkParts,
}

impl Blocks {
    pub(crate) fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Blocks, R::Error> {
        let whole = WholeBlocks::load(name, from)?;
        let block = join(name, "again");
        let mut again = Vec::new();
        for there in Vec::<u8>::load(&block, from)? {
            ensure(there < 2, &block, "no marks of parts")?;
            again.push(match there {
                1 => Some(PartBlocks::load(&join(name, "again.part"), from)?),
                _ => None,
            });
        }
        Ok(Blocks { whole, again })
    }
}

impl WholeBlocks {
    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<WholeBlocks, R::Error> {
        let block = join(name, "component");
        let component = Vec::<u32>::load(&block, from)?;
        let pairs = (0u32..).zip(&component);
        let pairs = pairs.filter(|(_, number)| **number != ALONE);
        let mut count = 0;
        for (_, &number) in pairs.clone() {
            // They are numbered by their first events.
            ensure(number <= count, &block, "components out of order")?;
            count += u32::from(number == count);
        }
        let members = Rows::group(
            count as usize,
            pairs.map(|(event, &number)| (number, event)),
        );
        Ok(WholeBlocks {
            component,
            members,
            network: NetworkParts::load(&join(name, "network"), from)?,
        })
    }
}

impl PartBlocks {
    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<PartBlocks, R::Error> {
        Ok(PartBlocks {
            events: Stored::load(&join(name, "events"), from)?,
            windows: Stored::load(&join(name, "windows"), from)?,
            network: Stored::load(&join(name, "network"), from)?,
        })
    }
}

impl Part {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        self.events.store(&join(name, "events"), to)?;
        self.windows.store(&join(name, "windows"), to)?;
        self.network.parts().store(&join(name, "network"), to)
    }

    fn of_blocks(name: &str, columns: &Columns, blocks: PartBlocks) -> Result<Part, Unsound> {
        let PartBlocks {
            events,
            windows,
            network: parts,
        } = blocks;
        let last = events.last().copied();
        let fits = events.is_sorted_by(|a, b| a < b) && last.is_some_and(|e| e < columns.len());
        ensure(fits, &join(name, "events"), "no events of one part")?;
        let near =
            |bound: i128, none: i128| bound == none || (-FARTHEST..FARTHEST).contains(&bound);
        let sound = |(&[begin_lo, begin_hi, end_lo, end_hi], &event): (&[i128; 4], &u32)| {
            let instant = columns.is_instant(event);
            [begin_lo, end_lo].iter().all(|&bound| near(bound, -OPEN))
                && [begin_hi, end_hi].iter().all(|&bound| near(bound, OPEN))
                && begin_lo <= begin_hi
                && end_lo <= end_hi
                && begin_lo <= end_lo
                && begin_hi <= end_hi
                && (!instant || begin_lo == end_lo && begin_hi == end_hi)
        };
        let fits = windows.len() == events.len() && windows.iter().zip(&events).all(sound);
        ensure(fits, &join(name, "windows"), "a window without a world")?;
        let mut points = Points::default();
        for &event in &events {
            points.add(event, 0, columns);
        }
        Ok(Part {
            network: network(name, &points.groups, parts)?,
            points: points.begins,
            windows,
            events,
        })
    }
}

impl Solved {
    pub(crate) fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        self.whole.store(name, to)?;
        let parts = self.parts.iter().map(Option::as_deref);
        let there: Vec<u8> = parts.map(|part| u8::from(part.is_some())).collect();
        there.store(&join(name, "again"), to)?;
        for part in self.parts.iter().flatten() {
            part.store(&join(name, "again.part"), to)?;
        }
        Ok(())
    }

    /// The solution of these events that was read.
    pub(crate) fn of_blocks(
        name: &str,
        columns: &Columns,
        blocks: Blocks,
    ) -> Result<Solved, Unsound> {
        let mut solved = Solved::new(Whole::of_blocks(name, columns, blocks.whole)?);
        for part in blocks.again {
            let part = match part {
                Some(part) => Some(Part::of_blocks(&join(name, "again.part"), columns, part)?),
                None => None,
            };
            if let Some(part) = &part {
                ensure(
                    solved.covers(part),
                    &join(name, "again"),
                    "a part that leaves out what belongs to it",
                )?;
                solved.place(part, columns.len());
            }
            solved.parts.push(part.map(Arc::new));
        }
        Ok(solved)
    }

    /// Whether the events of a part are in no other, and are all events of their components.
    fn covers(&self, part: &Part) -> bool {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for &event in &part.events {
            if self.again.get(event).is_some() {
                return false;
            }
            if let Some(component) = self.component_in_whole(event) {
                *counts.entry(component).or_default() += 1;
            }
        }
        let whole =
            |(&component, &count): (&u32, &usize)| self.whole.members.of(component).len() == count;
        counts.iter().all(whole)
    }

    /// Notes where the events of the next part are.
    fn place(&mut self, part: &Part, all: u32) {
        self.is_changed = true;
        self.again.reserve(part.events.len(), all as usize);
        for (&event, at) in part.events.iter().zip(0u32..) {
            self.again.insert(event, (self.parts.len() as u32, at));
        }
    }
}
