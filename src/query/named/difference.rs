//! What two timelines tell differently: what was known at a time, and what changed since.

use crate::model::When;
use crate::query::pattern::IntoPattern;
use crate::query::{Answer, Certainty, QueryError};
use crate::timeline::{Assertion, BuildError, ClaimRef, EventView, StatedClaim, Timeline};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

/// What one timeline tells that another does not: events, claims, and answers that differ.
///
/// Events and actors are the same if their keys are, claims if they say the same; who says so is not
/// compared.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Source::new("memoir").published("2004"));
/// t.add(Meeting::new("talks").between(["a", "b"]).on("1977-09-16").source("memoir"));
/// let t = t.build()?;
/// let since = t.changes_since("2003")?;
/// assert_eq!(since.events().map(|event| event.key()).collect::<Vec<_>>(), ["talks"]);
/// assert_eq!((since.earlier().len(), since.later().len()), (0, 1));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Difference {
    earlier: Timeline,
    later: Timeline,
}

impl Difference {
    /// The timeline of before.
    pub fn earlier(&self) -> &Timeline {
        &self.earlier
    }

    /// The timeline of now.
    pub fn later(&self) -> &Timeline {
        &self.later
    }

    /// The events that are new, in file order.
    pub fn events(&self) -> impl Iterator<Item = EventView<'_>> {
        missing(&self.later, &self.earlier)
    }

    /// The events that are gone, in file order.
    pub fn events_gone(&self) -> impl Iterator<Item = EventView<'_>> {
        missing(&self.earlier, &self.later)
    }

    /// The claims that are accepted now and were not before, dates and relations, in the order of the
    /// events.
    pub fn claims(&self) -> impl Iterator<Item = StatedClaim> + '_ {
        unclaimed(&self.later, &self.earlier)
    }

    /// The claims that were accepted before and are not now: withdrawn, or set aside since.
    pub fn claims_gone(&self) -> impl Iterator<Item = StatedClaim> + '_ {
        unclaimed(&self.earlier, &self.later)
    }

    /// The answers to a pattern that differ: new ones, ones that are gone, and ones that are more or less
    /// sure. In the order of the answers of now, then those that are gone.
    ///
    /// A pattern that names something not known before had no answers then.
    ///
    /// # Errors
    ///
    /// As [`Timeline::ask`], asked of the timeline of now.
    pub fn answers(&self, pattern: impl IntoPattern) -> Result<Vec<Differing>, QueryError> {
        let pattern = pattern.into_pattern()?;
        let now: Vec<Differing> = self
            .later
            .ask(pattern.as_ref())?
            .map(Differing::of_now)
            .collect();
        let before: Vec<Differing> = match self.earlier.ask(pattern.as_ref()) {
            Ok(answers) => answers.map(Differing::of_then).collect(),
            Err(error) if error.is_lookup() => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut by_values: FxHashMap<Vec<(String, String)>, Differing> = before
            .iter()
            .map(|answer| (answer.values.clone(), answer.clone()))
            .collect();
        let mut found = Vec::new();
        for mut answer in now {
            if let Some(then) = by_values.remove(&answer.values) {
                answer.before = then.before;
                answer.settled &= then.settled;
            }
            if answer.before != answer.now {
                found.push(answer);
            }
        }
        found.extend(
            before
                .into_iter()
                .filter(|then| by_values.contains_key(&then.values)),
        );
        Ok(found)
    }
}

impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Difference({} events, then {})",
            self.earlier.len(),
            self.later.len()
        )
    }
}

fn missing<'t>(of: &'t Timeline, than: &'t Timeline) -> impl Iterator<Item = EventView<'t>> {
    let known = &than.store().columns.keys;
    of.events()
        .filter(|event| known.find(event.key()).is_none())
}

fn unclaimed<'t>(of: &'t Timeline, than: &Timeline) -> impl Iterator<Item = StatedClaim> + 't {
    let known: FxHashSet<Assertion> = claimed(than).map(|claim| claim.assertion).collect();
    claimed(of).filter(move |claim| !known.contains(&claim.assertion))
}

/// The accepted claims that are stated, not implied.
fn claimed(t: &Timeline) -> impl Iterator<Item = StatedClaim> + '_ {
    let store = t.store();
    let all = (0..t.len() as u32).flat_map(|event| store.claims_of(&[event]));
    let stated = all.filter(|claim| !matches!(claim, ClaimRef::Implied(..)));
    stated
        .filter(|&claim| store.is_accepted(claim))
        .map(|claim| store.state(claim))
}

/// An answer to a pattern that one timeline gives otherwise than another.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Statement::new("remark").by("a").on("2025-04-26"));
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04"));
/// let t = t.build()?;
/// let now = t.assume(Claim::that("talks").is(Before, "remark"))?;
/// let answers = now.changes_from(&t).answers("find ?m where meeting ?m and ?m before remark")?;
/// assert_eq!((answers[0].before(), answers[0].now()), (Certainty::Possible, Certainty::Certain));
/// assert_eq!(answers[0].values(), [("m".to_owned(), "talks".to_owned())]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    values: Vec<(String, String)>,
    before: Certainty,
    now: Certainty,
    settled: bool,
}

impl Differing {
    fn of(answer: &Answer<'_>) -> Differing {
        let values = answer.values();
        Differing {
            values: values
                .map(|(name, value)| (name.into(), value.key().into()))
                .collect(),
            before: Certainty::Impossible,
            now: Certainty::Impossible,
            settled: answer.is_settled(),
        }
    }

    fn of_now(answer: Answer<'_>) -> Differing {
        let now = answer.certainty();
        Differing {
            now,
            ..Differing::of(&answer)
        }
    }

    fn of_then(answer: Answer<'_>) -> Differing {
        let before = answer.certainty();
        Differing {
            before,
            ..Differing::of(&answer)
        }
    }

    /// The variables and the keys of what they are bound to, in the order of `find`.
    pub fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// How sure it was; impossible also where nothing of it was known.
    pub fn before(&self) -> Certainty {
        self.before
    }

    /// How sure it is now.
    pub fn now(&self) -> Certainty {
        self.now
    }

    /// Whether both searches were exhaustive.
    pub fn is_settled(&self) -> bool {
        self.settled
    }
}

/// `who = "envoy": possible, now certain`.
impl fmt::Display for Differing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, key)) in self.values.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { ", " })?;
            write!(f, "{name} = {key:?}")?;
        }
        write!(f, ": {}, now {}", self.before, self.now)
    }
}

impl Timeline {
    /// What changed since a time: this timeline compared with what was known then.
    ///
    /// See [`as_known_at`](Timeline::as_known_at), which it builds.
    ///
    /// # Errors
    ///
    /// As [`as_known_at`](Timeline::as_known_at).
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Source::new("memoirs").published("1981"));
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("secret").between(["a", "b"]).on("1977-09-16").source("memoirs"));
    /// t.add(Statement::new("speech").by("a").on("1977-11-09"));
    /// let t = t.build()?;
    /// let since = t.changes_since("1980")?;
    /// let events: Vec<&str> = since.events().map(|e| e.key()).collect();
    /// assert_eq!(events, ["secret"]);
    /// let claims: Vec<String> = since.claims().map(|c| c.to_string()).collect();
    /// assert_eq!(claims, [r#""secret" is dated 1977-09-16"#]);
    /// let answers = since.answers("find ?who where meeting ?m with ?who and ?m before speech")?;
    /// assert_eq!(answers[0].to_string(), r#"who = "a": impossible, now certain"#);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn changes_since(&self, when: impl Into<When>) -> Result<Difference, BuildError> {
        Ok(self.changes_from(&self.as_known_at(when)?))
    }

    /// This timeline compared with another one, of before: an older file, the same without a source, or with
    /// one more claim.
    pub fn changes_from(&self, earlier: &Timeline) -> Difference {
        Difference {
            earlier: earlier.clone(),
            later: self.clone(),
        }
    }
}
