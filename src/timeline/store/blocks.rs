//! What is assumed and what was set aside, as blocks.

use super::{Aside, Store};
use crate::timeline::base::Base;
use crate::timeline::blocks::{BlockReader, BlockWriter, Stored, Unsound, ensure, join};
use crate::timeline::claim::{Assertion, ClaimRef, Conflict, StatedClaim};
use crate::timeline::options::ImpliedKind;
use crate::timeline::resolve::resolve_claim;
use crate::timeline::rows::Rows;
use std::io;

impl Stored for Store {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        self.base.store(&join(name, "records"), to)?;
        let assumed = self.assumed.records.iter().map(|(record, _)| record);
        to.records(&join(name, "assumed"), assumed)?;
        let name = join(name, "aside");
        let mut claims: Vec<ClaimRef> = self.aside.claims.iter().copied().collect();
        claims.sort_unstable();
        claims.store(&join(&name, "claims"), to)?;
        self.aside.found.store(&join(&name, "found"), to)?;
        let (mut conflicts, mut dropped) = (Rows::default(), Vec::new());
        for (conflict, number) in self.aside.conflicts.iter().zip(0u32..) {
            let claims = conflict.claims.iter().map(|claim| self.refer(claim));
            let claims = claims.collect::<Option<Vec<ClaimRef>>>();
            // Conflicts are made of claims of the store.
            let claims = claims.ok_or_else(|| io::Error::other("a conflict of unknown claims"))?;
            conflicts.put(number, claims);
            dropped.push(conflict.dropped as u32);
        }
        conflicts.store(&join(&name, "conflicts"), to)?;
        dropped.store(&join(&name, "dropped"), to)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Store, R::Error> {
        let mut store = Store::new(Base::load(&join(name, "records"), from)?);
        let block = join(name, "assumed");
        for record in from.records(&block)? {
            let row = resolve_claim(&store, &record);
            let row = row.map_err(|_| Unsound::new(&block, "a claim that can't be assumed"))?;
            store.assume(record, row);
        }
        let aside = Aside::load(&store, &join(name, "aside"), from)?;
        *store.aside_mut() = aside;
        Ok(store)
    }
}

impl Aside {
    fn load<R: BlockReader>(store: &Store, name: &str, from: &mut R) -> Result<Aside, R::Error> {
        let block = join(name, "claims");
        let claims = Vec::<ClaimRef>::load(&block, from)?;
        let known = claims.is_sorted_by(|a, b| a < b) && claims.iter().all(|&c| store.knows(c));
        ensure(known, &block, "names what there is not")?;
        let block = join(name, "found");
        let found = Vec::<(u32, u32)>::load(&block, from)?;
        let known = |&(_, event): &(u32, u32)| event < store.columns.len();
        let fits = found.len() == claims.len() && found.iter().all(known);
        ensure(fits, &block, "not a place for each claim")?;
        let block = join(name, "conflicts");
        let of_conflict = Rows::<ClaimRef>::load(&block, from)?;
        let known = of_conflict.fits(found.len(), |&claim| store.knows(claim));
        ensure(known, &block, "names what there is not")?;
        let block = join(name, "dropped");
        let dropped = Vec::<u32>::load(&block, from)?;
        ensure(
            dropped.len() == found.len(),
            &block,
            "not one for each conflict",
        )?;
        let mut conflicts = Vec::with_capacity(dropped.len());
        for (number, dropped) in (0u32..).zip(dropped) {
            let claims = of_conflict.of(number);
            let own = claims.get(dropped as usize);
            ensure(own.is_some(), &block, "none of the claims of the conflict")?;
            conflicts.push(Conflict {
                claims: claims.iter().map(|&claim| store.state(claim)).collect(),
                dropped: dropped as usize,
            });
        }
        Ok(Aside {
            claims: claims.into_iter().collect(),
            conflicts,
            found,
        })
    }
}

impl Store {
    /// Whether there is such a claim.
    fn knows(&self, claim: ClaimRef) -> bool {
        let events = self.columns.len();
        match claim {
            ClaimRef::Own(event) => event < events,
            ClaimRef::Date(index) => self.dates().get(index).is_some(),
            ClaimRef::Relation(index) => self.relations().get(index).is_some(),
            ClaimRef::Implied(ImpliedKind::Published, event, source) => {
                event < events && (source as usize) < self.sources.keys.len()
            }
            ClaimRef::Implied(_, event, of) => event < events && of < events,
        }
    }

    /// A claim that is stated so. Where several are, there is nothing to tell them apart.
    fn refer(&self, claim: &StatedClaim) -> Option<ClaimRef> {
        let event = |key: &str| self.columns.keys.find(key);
        let candidates = match &claim.assertion {
            Assertion::Implied {
                kind: ImpliedKind::Published,
                event: key,
                of,
            } => {
                let source = self.sources.keys.find(of)?;
                vec![ClaimRef::Implied(
                    ImpliedKind::Published,
                    event(key)?,
                    source,
                )]
            }
            Assertion::Implied {
                kind,
                event: key,
                of,
            } => vec![ClaimRef::Implied(*kind, event(key)?, event(of)?)],
            Assertion::Date { event: key, .. } => self.claims_of(&[event(key)?]),
            Assertion::Relation { left, .. } => self.claims_of(&[event(left)?]),
        };
        candidates
            .into_iter()
            .find(|&found| self.state(found) == *claim)
    }
}
