//! Patterns built in Rust, such that what is ill-sorted does not compile.
//!
//! `sorts` are the types that variables stand for, `term` variables and keys, `lists` where one or several are taken,
//! `event` and `between` the conditions, `condition` how they become those of a pattern.

mod between;
mod condition;
mod event;
mod lists;
mod sorts;
mod term;

use std::borrow::Cow;

use rustc_hash::FxHashSet;

pub use self::between::{ActsForCondition, RelationCondition};
pub use self::condition::{Condition, Conditions, not};
pub use self::event::EventCondition;
pub use self::lists::{Member, OneOrMore, Variables};
pub use self::sorts::{Attended, Authored, EventSort, Sorted};
pub use self::term::{Key, Term, Var, action, actor, document, event, meeting, statement};

use self::condition::Piece;
use self::lists::names;
use super::ast::{Ast, Find, Unit};
use super::error::PatternError;
use super::pattern::{IntoPattern, Pattern};
use crate::query::error::QueryError;

/// A pattern under way: what is asked for, and the conditions so far.
///
/// [`build`](PatternBuilder::build) makes it a [`Pattern`]; a timeline also takes it as it is.
///
/// ```
/// use demarche::pattern::{Pattern, actor, meeting, statement};
/// use demarche::prelude::*;
///
/// let (who, whom) = (actor("who"), actor("whom"));
/// let (m, s) = (meeting("m"), statement("s"));
/// let pattern = Pattern::find((&who, &whom, &m, &s))
///     .given(m.with([&who, &whom]).at("Moscow"))
///     .given(s.by("trump").about("peace-deal"))
///     .given(m.is(Before, &s).within(days(7)))
///     .certainly()
///     .limit(20)
///     .build()?;
/// let text = "find ?who, ?whom, ?m, ?s
///     where meeting ?m with ?who, ?whom at Moscow
///       and statement ?s by trump about peace-deal
///       and ?m before ?s within 7d
///     certainly
///     limit 20";
/// assert_eq!(pattern, text.parse()?);
/// # Ok::<(), demarche::PatternError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a pattern asks nothing until it is built"]
pub struct PatternBuilder {
    find: Find,
    /// The kinds of the events that are asked for.
    asked: condition::Kinds,
    pieces: Vec<Piece>,
    certainly: bool,
    limit: Option<u64>,
}

/// Patterns built in Rust: each of these begins one.
impl Pattern {
    /// Asks for the bindings of these variables: one, or an array, tuple or vector of them.
    pub fn find(of: impl Variables) -> PatternBuilder {
        let (of, asked) = names(of);
        PatternBuilder::new(Find::Answers(of), asked)
    }

    /// Asks how many bindings of these variables there are.
    pub fn count(of: impl Variables) -> PatternBuilder {
        let (of, asked) = names(of);
        PatternBuilder::new(Find::Count(of), asked)
    }

    /// Asks how many bindings there are of all variables that conditions name.
    pub fn count_all() -> PatternBuilder {
        PatternBuilder::new(Find::Count(Vec::new()), Vec::new())
    }

    /// Asks how many of these events begin in each unit of time.
    ///
    /// ```
    /// use demarche::pattern::{Pattern, Unit, meeting};
    ///
    /// let m = meeting("m");
    /// let pattern = Pattern::count_per(Unit::Month, &m).given(m.with("putin")).build()?;
    /// assert_eq!(pattern.to_string(), "find count per month of ?m where meeting ?m with putin");
    /// # Ok::<(), demarche::PatternError>(())
    /// ```
    ///
    /// ```compile_fail,E0277
    /// // Actors have no time.
    /// use demarche::pattern::{Pattern, Unit, actor};
    /// Pattern::count_per(Unit::Month, &actor("who"));
    /// ```
    pub fn count_per<T: EventSort>(unit: Unit, of: &Var<T>) -> PatternBuilder {
        let (_, asked) = names(of);
        let of = term::name(of.name());
        PatternBuilder::new(Find::CountPer { unit, of }, asked)
    }

    /// Asks for the bindings of `of` that hold of one of the `n` last events `by`: in each world, those for which
    /// fewer than `n` others end later.
    ///
    /// ```
    /// use demarche::pattern::{Pattern, actor, meeting};
    ///
    /// let (m, who) = (meeting("m"), actor("who"));
    /// let pattern = Pattern::last(3, &m, (&who, &m)).given(m.with(("putin", &who))).build()?;
    /// assert_eq!(pattern.to_string(), "find last 3 by ?m of ?who, ?m where meeting ?m with putin, ?who");
    /// # Ok::<(), demarche::PatternError>(())
    /// ```
    pub fn last<T: EventSort>(n: u64, by: &Var<T>, of: impl Variables) -> PatternBuilder {
        extreme(true, n, by, of)
    }

    /// As [`Pattern::last`], for the `n` events that begin first.
    pub fn first<T: EventSort>(n: u64, by: &Var<T>, of: impl Variables) -> PatternBuilder {
        extreme(false, n, by, of)
    }
}

fn extreme<T: EventSort>(last: bool, n: u64, by: &Var<T>, of: impl Variables) -> PatternBuilder {
    let (of, mut asked) = names(of);
    asked.extend(names(by).1);
    let by = term::name(by.name());
    PatternBuilder::new(Find::Extreme { last, n, by, of }, asked)
}

impl PatternBuilder {
    fn new(find: Find, asked: condition::Kinds) -> PatternBuilder {
        PatternBuilder {
            find,
            asked,
            pieces: Vec::new(),
            certainly: false,
            limit: None,
        }
    }

    /// Under this condition, or these, too.
    pub fn given(mut self, conditions: impl Conditions) -> PatternBuilder {
        let conditions = conditions.conditions().into_iter();
        self.pieces.extend(conditions.map(|condition| condition.0));
        self
    }

    /// Only where it is certain.
    pub fn certainly(mut self) -> PatternBuilder {
        self.certainly = true;
        self
    }

    /// So many answers at most.
    pub fn limit(mut self, limit: u64) -> PatternBuilder {
        self.limit = Some(limit);
        self
    }

    /// The pattern.
    ///
    /// A variable of a meeting stands for meetings, also where no condition says so: `meeting ?m` is added where none
    /// begins with it, and so for the other kinds. A variable of any event that only relations, links and equalities
    /// name stands for all events, as if they took place.
    ///
    /// # Errors
    ///
    /// Where a value is wrong: a date that is none, a gap beside a relation that has none, a name that no variable can
    /// have, one name for variables of two types, a list without members; and where no condition outside of [`not`]
    /// names what is asked for.
    pub fn build(self) -> Result<Pattern, PatternError> {
        let mut known = FxHashSet::default();
        Pattern::new(Ast {
            find: self.find,
            atoms: condition::atoms(self.pieces, &self.asked, &mut known)?,
            certainly: self.certainly,
            limit: self.limit,
        })
    }
}

/// Builds it.
impl IntoPattern for PatternBuilder {
    fn into_pattern<'p>(self) -> Result<Cow<'p, Pattern>, QueryError>
    where
        Self: 'p,
    {
        Ok(Cow::Owned(self.build()?))
    }
}
