//! Which names have a record, and in which order the records came.

use crate::timeline::texts::Interner;

/// The records that define the names of an interner.
///
/// As a rule every name is defined before it is named elsewhere: then the numbers of names are those of the
/// records, and nothing is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Defined {
    /// How many names are defined.
    count: u32,
    /// For each name the number of its record, and for each record its name, where the two are not the same.
    mixed: Option<Box<Mixed>>,
}

#[derive(Clone, Debug, Default)]
struct Mixed {
    record: Vec<u32>,
    name: Vec<u32>,
}

impl Defined {
    /// Every name is defined, in order.
    pub(super) fn all(names: &Interner) -> Defined {
        Defined {
            count: names.len() as u32,
            mixed: None,
        }
    }

    /// Defines a name; whether it is the first time.
    pub(super) fn define(&mut self, names: &mut Interner, text: &str) -> bool {
        let before = names.len() as u32;
        let (name, new) = names.add(text);
        if self.mixed.is_none() {
            if new && name == self.count {
                self.count += 1;
                return true;
            }
            if name < self.count {
                return false;
            }
            // So far the first names were defined, in order.
            let mixed = Mixed {
                record: (0..self.count).collect(),
                name: (0..self.count).collect(),
            };
            self.mixed = Some(Box::new(mixed));
        }
        let Some(mixed) = &mut self.mixed else {
            return false;
        };
        mixed
            .record
            .resize(before.max(name + 1) as usize, Interner::NONE);
        let record = &mut mixed.record[name as usize];
        if *record != Interner::NONE {
            return false;
        }
        *record = self.count;
        mixed.name.push(name);
        self.count += 1;
        true
    }

    /// How many names are defined.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The name of a record.
    pub(super) fn name(&self, record: u32) -> u32 {
        match &self.mixed {
            Some(mixed) => mixed.name[record as usize],
            None => record,
        }
    }

    /// Numbers names as their records, which all must have; where that changes numbers, what each becomes.
    pub(super) fn settle(&mut self, names: &mut Interner) -> Option<Vec<u32>> {
        let mixed = self.mixed.take()?;
        names.reorder(&mixed.name);
        Some(mixed.record)
    }
}
