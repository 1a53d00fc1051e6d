//! The questions that both oracles answer, and what follows from their answers alone.
//!
//! [`Judge`] is a timeline of kept claims, ready for questions; [`Prover`] says whether a set of claims has
//! a world in which given atoms hold or fail. Setting claims aside, minimal conflicts, reasons, grades and
//! doubt are spelled out here once from the contract's sentences, over any prover; they are short on
//! purpose, and only ask "is there a world". `None` from a prover means that it gave up (oracle A's
//! budget), never a guess.

use super::claims::{BEST, Claim, ClaimSet, Grade, WORST, all, indices, subset};
use super::relation::{BEFORE, Gap, Mask};

/// How certain a formula is, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Impossible,
    Possible,
    Certain,
}

impl Verdict {
    /// From whether it holds in some world and whether it fails in some; one of the two must be.
    pub fn of(holds_somewhere: bool, fails_somewhere: bool) -> Self {
        match (holds_somewhere, fails_somewhere) {
            (true, false) => Verdict::Certain,
            (true, true) => Verdict::Possible,
            (false, true) => Verdict::Impossible,
            (false, false) => panic!("a judge has a world"),
        }
    }

    /// The verdict where the atom also needs an open yes or no, such as an alleged event.
    pub fn if_open(self, open: bool) -> Self {
        if open {
            self.min(Verdict::Possible)
        } else {
            self
        }
    }
}

/// A temporal atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Atom {
    /// `left` stands to `right` in a relation of the set; a gap is limited only where the set is a subset
    /// of before, meets, met_by, after.
    Relation {
        left: usize,
        is: Mask,
        right: usize,
        gap: Gap,
    },
    /// The event lies within these ticks.
    In { event: usize, from: i64, to: i64 },
    /// The event lies within the affiliation.
    During { event: usize, affiliation: usize },
}

impl Atom {
    /// A relation atom without a gap.
    pub fn relation(left: usize, is: Mask, right: usize) -> Self {
        Atom::Relation {
            left,
            is,
            right,
            gap: Gap::NONE,
        }
    }

    /// `left before right`.
    pub fn before(left: usize, right: usize) -> Self {
        Self::relation(left, 1 << BEFORE, right)
    }
}

/// One binding: it holds if all atoms hold, all coins say yes, and no binding of `unless` holds. Coins
/// are the open yes or no of alleged events and implied presences, named by any numbers below 16.
#[derive(Clone, Debug, Default)]
pub struct Binding {
    pub atoms: Vec<Atom>,
    pub coins: Vec<u32>,
    pub unless: Vec<Binding>,
}

/// The windows of an event's beginning and end, `None` where there is no bound.
pub type Windows = [(Option<i64>, Option<i64>); 2];

/// A consistent timeline that answers questions.
pub trait Judge {
    /// The tightest windows of both ends.
    fn windows(&self, event: usize) -> Windows;

    /// The possible relations of one event to another.
    fn relations(&self, left: usize, right: usize) -> Mask;

    /// Whether the first event begins before the second in all worlds.
    fn begins_before(&self, first: usize, second: usize) -> bool;

    /// The verdict on one atom, every event taken to take place.
    fn atom(&self, atom: &Atom) -> Verdict;

    /// The verdict on "some binding holds".
    fn some(&self, bindings: &[Binding]) -> Verdict;

    /// Whether candidate `which` is last before the event; a candidate or event is open if it may or may
    /// not have taken place (or have been attended) in a world.
    fn last_before(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
    ) -> Verdict;

    /// Whether candidate `which` is first after the event.
    fn first_after(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
    ) -> Verdict;

    /// Whether one actor acts for another at an event, directly or along a chain of affiliations.
    fn acts_for(&self, actor: usize, of: usize, event: usize) -> Verdict;
}

/// Says whether sets of claims have worlds.
pub trait Prover {
    /// Whether the claims of the set have a world in which each of these atoms holds or fails, as its flag
    /// says; `None` if the prover gave up.
    fn has_world(&self, set: ClaimSet, literals: &[(Atom, bool)]) -> Option<bool>;
}

/// The claims that `SetAside` keeps, in the contract's order: each that has a world with those kept.
pub fn set_aside(prover: &impl Prover, claims: &[Claim]) -> Option<ClaimSet> {
    set_aside_among(prover, all(claims))
}

/// As [`set_aside`], with only some claims to begin with (kinds of implied claims switched off).
pub fn set_aside_among(prover: &impl Prover, set: ClaimSet) -> Option<ClaimSet> {
    let mut kept = 0;
    for index in indices(set) {
        if prover.has_world(kept | 1 << index, &[])? {
            kept |= 1 << index;
        }
    }
    Some(kept)
}

/// Whether the set has no world, and every proper subset has one.
pub fn is_minimal_conflict(prover: &impl Prover, set: ClaimSet) -> Option<bool> {
    if prover.has_world(set, &[])? {
        return Some(false);
    }
    // Fewer claims have more worlds, so leaving out one at a time is enough.
    for index in indices(set) {
        if !prover.has_world(set & !(1 << index), &[])? {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether the set is a fit conflict to report for a claim that was set aside: minimal, of the claim itself
/// and of kept claims.
pub fn explains_aside(
    prover: &impl Prover,
    set: ClaimSet,
    aside: usize,
    kept: ClaimSet,
) -> Option<bool> {
    let own = 1 << aside;
    Some(set & own != 0 && set & !own & !kept == 0 && is_minimal_conflict(prover, set)?)
}

/// Whether the claims entail that the atom holds (or, if not `holds`, that it fails) in every world.
pub fn entails(prover: &impl Prover, set: ClaimSet, atom: Atom, holds: bool) -> Option<bool> {
    prover.has_world(set, &[(atom, !holds)]).map(|found| !found)
}

/// Whether the set is a reason: it entails the answer, and no longer does without any one of its claims.
pub fn is_reason(prover: &impl Prover, set: ClaimSet, atom: Atom, holds: bool) -> Option<bool> {
    if !entails(prover, set, atom, holds)? {
        return Some(false);
    }
    for index in indices(set) {
        if entails(prover, set & !(1 << index), atom, holds)? {
            return Some(false);
        }
    }
    Some(true)
}

/// The grade of a certain (or, if not `holds`, impossible) answer: the best such that the kept claims so
/// graded or better entail it. `Some(None)` if not even all of them do.
pub fn best_grade(
    prover: &impl Prover,
    claims: &[Claim],
    kept: ClaimSet,
    atom: Atom,
    holds: bool,
) -> Option<Option<Grade>> {
    for reliability in BEST.0..=WORST.0 {
        for credibility in BEST.1..=WORST.1 {
            let grade = (reliability, credibility);
            let set = kept & subset(claims, |claim| claim.grade <= grade);
            if entails(prover, set, atom, holds)? {
                return Some(Some(grade));
            }
        }
    }
    Some(None)
}

/// Whether a certain (or impossible) answer is doubtful: the kept claims without `?` do not entail it.
pub fn is_doubtful(
    prover: &impl Prover,
    claims: &[Claim],
    kept: ClaimSet,
    atom: Atom,
    holds: bool,
) -> Option<bool> {
    let sure = kept & subset(claims, |claim| !claim.doubtful);
    entails(prover, sure, atom, holds).map(|entailed| !entailed)
}

/// The kept doubtful claims on these events, which a merely possible answer lists.
pub fn doubtful_on(claims: &[Claim], kept: ClaimSet, events: &[usize]) -> ClaimSet {
    let on =
        |claim: &Claim| events.contains(&claim.events().0) || events.contains(&claim.events().1);
    kept & subset(claims, |claim| claim.doubtful && on(claim))
}

/// Shrinks a set without a world to a minimal conflict by leaving out what can be left out.
pub fn shrink(prover: &impl Prover, mut set: ClaimSet) -> Option<ClaimSet> {
    for index in indices(set) {
        if !prover.has_world(set & !(1 << index), &[])? {
            set &= !(1 << index);
        }
    }
    Some(set)
}

/// Shrinks a set that entails an answer to a reason.
pub fn shrink_reason(
    prover: &impl Prover,
    mut set: ClaimSet,
    atom: Atom,
    holds: bool,
) -> Option<ClaimSet> {
    for index in indices(set) {
        if entails(prover, set & !(1 << index), atom, holds)? {
            set &= !(1 << index);
        }
    }
    Some(set)
}
