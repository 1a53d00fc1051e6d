//! A pattern: a question of variables and conditions.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::ast::Ast;
use super::error::PatternError;
use super::sorts::Scope;
use super::{check, parse, print};
use crate::query::error::QueryError;

/// A question as a pattern of variables: what is asked for, and the conditions that it must meet.
///
/// It is read from text, or built in Rust. Whichever way it came about, it makes
/// sense by itself: every variable is an actor or an event, dates are dates, and gaps stand where there are some.
/// Whether the keys and names in it mean something, only a timeline can tell.
///
/// ```
/// use demarche::Pattern;
///
/// let pattern: Pattern = r#"
///     find ?who, ?whom, ?m, ?s
///     where meeting ?m with ?who, ?whom at "Moscow"
///       and statement ?s by trump about peace-deal
///       and ?m before ?s within 7d
///     certainly
///     limit 20
/// "#.parse()?;
/// assert_eq!(
///     pattern.to_string(),
///     "find ?who, ?whom, ?m, ?s where meeting ?m with ?who, ?whom at Moscow and statement ?s by trump about \
///      peace-deal and ?m before ?s within P7D certainly limit 20",
/// );
/// assert_eq!(pattern.to_string().parse(), Ok(pattern));
/// # Ok::<(), demarche::PatternError>(())
/// ```
///
/// Two patterns are equal if they say the same in the same order, wherever their words stand in a text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Pattern(Ast);

impl Pattern {
    /// Reads query text.
    ///
    /// Takes time linear in the text.
    ///
    /// # Errors
    ///
    /// Where the text is no query, where a variable is used both as an actor and as an event or as events of two
    /// kinds, where nothing tells what one is, where `find` names one that no condition outside of `not` does, and
    /// where a value is wrong: a date, a duration, a gap beside a relation that has none. The error tells where, what
    /// would be right there, and what was probably meant.
    pub fn parse(text: &str) -> Result<Pattern, PatternError> {
        Pattern::new(parse::parse(text)?)
    }

    /// The pattern that a tree stands for, where that makes sense.
    pub(crate) fn new(ast: Ast) -> Result<Pattern, PatternError> {
        check::check(&ast)?;
        Scope::of(&ast)?;
        Ok(Pattern(ast))
    }

    #[allow(dead_code, reason = "for the engine")]
    pub(crate) fn ast(&self) -> &Ast {
        &self.0
    }

    /// The same with a change to what is wanted that touches no condition, hence can't make it wrong.
    pub(super) fn changed(&self, change: impl FnOnce(&mut Ast)) -> Pattern {
        let mut ast = self.0.clone();
        change(&mut ast);
        Pattern(ast)
    }

    /// What the variables stand for, in every scope.
    #[allow(dead_code, reason = "for the engine")]
    pub(crate) fn scope(&self) -> Scope {
        // A pattern is made of nothing whose scopes can't be told.
        Scope::of(&self.0).unwrap_or_default()
    }
}

/// Reads as [`Pattern::parse`] does.
impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Pattern, PatternError> {
        Pattern::parse(text)
    }
}

/// As query text, in one form for each pattern: on one line, or with `{:#}` on several. Reading it gives an equal
/// pattern.
///
/// ```
/// let pattern: demarche::Pattern = "find ?m where meeting ?m absent us, uk limit 3".parse()?;
/// assert_eq!(pattern.to_string(), "find ?m where meeting ?m absent us absent uk limit 3");
/// assert_eq!(format!("{pattern:#}"), "find ?m\nwhere meeting ?m absent us absent uk\nlimit 3");
/// # Ok::<(), demarche::PatternError>(())
/// ```
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::print(&self.0, f)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.to_string()).finish()
    }
}

/// What can be asked as a pattern: one, or query text.
///
/// ```
/// use demarche::{IntoPattern, Pattern};
///
/// let pattern = Pattern::parse("find ?m where meeting ?m with putin")?;
/// assert_eq!(*(&pattern).into_pattern()?, pattern);
/// assert_eq!(*"find ?m where meeting ?m with putin".into_pattern()?, pattern);
/// # Ok::<(), demarche::Error>(())
/// ```
pub trait IntoPattern {
    /// The pattern, borrowed where it can be.
    ///
    /// # Errors
    ///
    /// As [`Pattern::parse`].
    fn into_pattern<'p>(self) -> Result<Cow<'p, Pattern>, QueryError>
    where
        Self: 'p;
}

impl IntoPattern for Pattern {
    fn into_pattern<'p>(self) -> Result<Cow<'p, Pattern>, QueryError>
    where
        Self: 'p,
    {
        Ok(Cow::Owned(self))
    }
}

impl IntoPattern for &Pattern {
    fn into_pattern<'p>(self) -> Result<Cow<'p, Pattern>, QueryError>
    where
        Self: 'p,
    {
        Ok(Cow::Borrowed(self))
    }
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl IntoPattern for $text {
            fn into_pattern<'p>(self) -> Result<Cow<'p, Pattern>, QueryError>
            where
                Self: 'p,
            {
                Ok(Cow::Owned(Pattern::parse(&self)?))
            }
        }
    )*};
}

texts!(&str &String String);
