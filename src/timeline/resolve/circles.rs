//! Circles of parts.

use super::Resolver;
use crate::model::Fault;
use crate::timeline::rows::Rows;

impl Resolver<'_> {
    /// A part that is, step by step, part of itself is bad input.
    pub(super) fn circles(&mut self) {
        for circle in circles(&self.part_of, self.events.len() as u32) {
            let keys = circle.iter().chain(circle.first());
            let names: Vec<String> = keys.map(|&e| format!("{:?}", self.events.get(e))).collect();
            let mut fault =
                Fault::new(format!("a circle of parts: {}", names.join(" is part of ")));
            if let Some(&first) = circle.first() {
                let place = self.event_places[first as usize] as usize;
                fault = fault
                    .at(self.records[place].1.clone())
                    .of(self.events.get(first))
                    .field("part_of");
            }
            self.faults.push(fault);
        }
    }
}

/// The circles of parts, of so many events. Linear.
pub(crate) fn circles(part_of: &Rows<u32>, events: u32) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    if part_of.total() == 0 {
        return found;
    }
    let mut state = vec![0u8; events as usize];
    let mut walk: Vec<(u32, usize)> = Vec::new();
    for start in 0..events {
        if state[start as usize] != 0 || part_of.of(start).is_empty() {
            continue;
        }
        state[start as usize] = 1;
        walk.push((start, 0));
        while let Some((event, next)) = walk.last_mut() {
            match part_of.of(*event).get(*next) {
                Some(&whole) => {
                    *next += 1;
                    match state[whole as usize] {
                        0 => {
                            state[whole as usize] = 1;
                            walk.push((whole, 0));
                        }
                        1 => {
                            let from = walk.iter().position(|w| w.0 == whole).unwrap_or(0);
                            found.push(walk[from..].iter().map(|w| w.0).collect());
                        }
                        _ => {}
                    }
                }
                None => {
                    state[*event as usize] = 2;
                    walk.pop();
                }
            }
        }
    }
    found
}
