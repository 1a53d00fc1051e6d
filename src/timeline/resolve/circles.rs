//! Circles of parts.

use super::Resolver;
use crate::model::Fault;
use crate::timeline::columns::Columns;

impl Resolver<'_> {
    /// A part that is, step by step, part of itself is bad input.
    pub(super) fn circles(&mut self) {
        let columns: &Columns = &self.store.columns;
        let n = columns.kind.len();
        let mut state = vec![0u8; n];
        let mut found = Vec::new();
        let mut walk: Vec<(u32, usize)> = Vec::new();
        for start in 0..n as u32 {
            if state[start as usize] != 0 || columns.part_of.of(start).is_empty() {
                continue;
            }
            state[start as usize] = 1;
            walk.push((start, 0));
            while let Some((event, next)) = walk.last_mut() {
                match columns.part_of.of(*event).get(*next) {
                    Some(&whole) => {
                        *next += 1;
                        match state[whole as usize] {
                            0 => {
                                state[whole as usize] = 1;
                                walk.push((whole, 0));
                            }
                            1 => {
                                let from = walk.iter().position(|w| w.0 == whole).unwrap_or(0);
                                let circle: Vec<u32> = walk[from..].iter().map(|w| w.0).collect();
                                found.push(circle);
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
        for circle in found {
            let names: Vec<String> = circle
                .iter()
                .chain(circle.first())
                .map(|&e| format!("{:?}", self.store.columns.key(e)))
                .collect();
            let mut fault =
                Fault::new(format!("a circle of parts: {}", names.join(" is part of ")));
            if let Some(&first) = circle.first() {
                fault = fault
                    .at(self.store.origin_of(first))
                    .of(self.store.columns.key(first))
                    .field("part_of");
            }
            self.faults.push(fault);
        }
    }
}
