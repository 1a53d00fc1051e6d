//! The records by number, as blocks.

use super::archive::{self, Files, files};
use super::{BlockReader, BlockWriter, Stored, Unsound, ensure, join, stored};
use crate::model::Record;
use crate::timeline::base::{Actors, Base, Entry, RelationNotes, RelationRow, Sources};
use crate::timeline::columns::Columns;
use crate::timeline::options::{Options, Policy};
use crate::timeline::texts::Interner;
use std::io;

impl Stored for Options {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        let Options {
            policy,
            part_of,
            replies_to,
            published,
        } = *self;
        let sets_aside = policy == Policy::SetAside;
        let bytes = [sets_aside, part_of, replies_to, published].map(u8::from);
        to.cells(name, &bytes)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Options, R::Error> {
        let bytes = Vec::<u8>::load(name, from)?;
        let flag = |at: usize| match bytes.get(at) {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            _ => Err(Unsound::new(name, "no choices")),
        };
        ensure(bytes.len() == 4, name, "no choices")?;
        Ok(Options {
            policy: if flag(0)? {
                Policy::SetAside
            } else {
                Policy::Reject
            },
            part_of: flag(1)?,
            replies_to: flag(2)?,
            published: flag(3)?,
        })
    }
}

stored! {
    RelationNotes {
        "id" => id,
        "sources" => sources,
        "cited" => cited,
        "line" => line,
        "file" => file,
    }
}

impl RelationNotes {
    fn sound(&self, name: &str) -> Result<(), Unsound> {
        let relations = self.line.len();
        let known = self
            .sources
            .fits(relations, |&cited| self.cited.knows(cited));
        ensure(known, &join(name, "sources"), "names what there is not")?;
        ensure(
            self.id.len() <= relations,
            &join(name, "id"),
            "more rows than relations",
        )
    }
}

impl Stored for Base {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        let Base {
            options,
            archive,
            wholes,
            order,
            columns,
            actors,
            sources,
            relations,
            relation_notes,
            // These follow from the archive and from columns.
            header: _,
            zone: _,
            zones: _,
            files: known,
            affiliations: _,
            dates: _,
            relations_of: _,
            dates_of: _,
        } = self;
        let (files, of_record) = files(known, archive);
        options.store(&join(name, "options"), to)?;
        files.store(&join(name, "files"), to)?;
        order.store(&join(name, "order"), to)?;
        archive::store(archive, &of_record, &join(name, "archive"), to)?;
        to.records(&join(name, "whole"), wholes.iter())?;
        actors.keys.store(&join(name, "actors"), to)?;
        sources.keys.store(&join(name, "sources"), to)?;
        columns.store(&join(name, "events"), to)?;
        relations.store(&join(name, "relations"), to)?;
        relation_notes.store(&join(name, "relations.notes"), to)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Base, R::Error> {
        let options = Options::load(&join(name, "options"), from)?;
        let files = Files::load(&join(name, "files"), from)?;
        let order = Vec::<(Entry, u32)>::load(&join(name, "order"), from)?;
        let archive = archive::load(&files, &join(name, "archive"), from)?;
        let wholes = from.records(&join(name, "whole"))?;
        let actors = Interner::load(&join(name, "actors"), from)?;
        let sources = Interner::load(&join(name, "sources"), from)?;
        let columns = Columns::load(&join(name, "events"), from)?;
        let relations = Vec::<RelationRow>::load(&join(name, "relations"), from)?;
        let relation_notes = RelationNotes::load(&join(name, "relations.notes"), from)?;
        let mut base = Base {
            options,
            archive,
            wholes,
            order,
            files: files.0,
            columns,
            actors: Actors {
                keys: actors,
                record: Vec::new(),
            },
            sources: Sources {
                keys: sources,
                ..Sources::default()
            },
            relations,
            relation_notes,
            ..Base::default()
        };
        base.sound(name)?;
        base.read_archive(name)?;
        Ok(base)
    }
}

impl Base {
    /// Finds again what follows from the records of the archive.
    fn read_archive(&mut self, name: &str) -> Result<(), Unsound> {
        let block = join(&join(name, "archive"), "records");
        let mut others = Vec::new();
        for ((record, _), at) in self.archive.iter().zip(0u32..) {
            let known = match record {
                Record::Timeline(_) => self.header.replace(at).is_none(),
                Record::Source(source) => {
                    let number = self.sources.record.len() as u32;
                    self.sources.record.push(at);
                    self.sources.keys.find(&source.id) == Some(number)
                }
                Record::Actor(actor) => {
                    let number = self.actors.record.len() as u32;
                    self.actors.record.push(at);
                    self.actors.keys.find(&actor.id) == Some(number)
                }
                Record::Affiliation(_) | Record::Claim(_) => {
                    others.push(at);
                    true
                }
                // The rows of relations name these.
                Record::Relation(_) => true,
                _ => false,
            };
            ensure(known, &block, "a record that does not belong there")?;
        }
        let all = self.sources.record.len() == self.sources.keys.len()
            && self.actors.record.len() == self.actors.keys.len();
        ensure(all, &block, "not a record for each key")?;
        self.derive(&others)
            .map_err(|reason| Unsound::new(&block, reason))
    }
}
