//! Collects records, and makes a timeline of them.

use super::claim::Conflict;
use super::draft::Draft;
use super::options::{ImpliedKind, Options, Policy};
use super::resolve::find_faults;
use super::solve::solve;
use super::store::Store;
use super::tape::{Tape, TapeSink, UNDER_WAY};
use super::timeline::Timeline;
use crate::model::{Fault, Header, Input, IntoRecords, Origin, PlainEvent, Record, Sink};
use std::fmt;

/// Collects records; [`build`](TimelineBuilder::build) turns them into a [`Timeline`].
///
/// Adding never fails. Whatever is wrong is found by `build`, all of it at once, and the builder is
/// handed back with the faults, so that nothing is lost.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "bo"]));
/// let error = t.build().unwrap_err();
/// assert_eq!(error.faults().len(), 1);
///
/// let mut t = error.into_builder();
/// t.add(Actor::person("bo", "Bo"));
/// assert_eq!(t.build()?.meetings().count(), 1);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TimelineBuilder {
    /// The timeline that is revised, as long as nothing but additions was asked for.
    origin: Option<Timeline>,
    /// What was added to it, or to nothing.
    draft: Draft,
    faults: Vec<Fault>,
    options: Options,
}

impl TimelineBuilder {
    /// An empty builder.
    pub fn new() -> TimelineBuilder {
        TimelineBuilder::default()
    }

    /// Adds a record, or many of one kind.
    pub fn add(&mut self, records: impl IntoRecords) -> &mut TimelineBuilder {
        let mut list = Vec::new();
        records.append_to(&mut list);
        for record in list {
            self.draft.push(record, Origin::default());
        }
        self
    }

    /// Adds records with the places where they stand.
    pub fn add_records(
        &mut self,
        records: impl IntoIterator<Item = (Record, Origin)>,
    ) -> &mut TimelineBuilder {
        for (record, origin) in records {
            self.draft.push(record, origin);
        }
        self
    }

    /// Adds what a reader hands to a sink, on a thread of its own: reading goes on here while columns are filled there.
    /// It gives back what `read` gives.
    ///
    /// Records are added in the order in which they are handed on, so that the timeline is the same as if they were
    /// added directly. Of those under way about a megabyte is held.
    ///
    /// ```
    /// use demarche::{Reading, Timeline};
    ///
    /// let lines = r#"{"type":"actor","id":"us","kind":"state"}
    /// {"type":"meeting","id":"talks","participants":["us"],"time":"2025-04-25"}"#;
    /// let mut t = Timeline::builder();
    /// let report = t.fill(|sink| Reading::new().records(lines.as_bytes(), "talks.jsonl", sink))?;
    /// assert_eq!(report.totals.records, 2);
    /// assert_eq!(t.build()?.len(), 1);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn fill<T>(&mut self, read: impl FnOnce(&mut dyn Sink) -> T) -> T {
        let draft = &mut self.draft;
        std::thread::scope(|scope| {
            let (sender, receiver) = std::sync::mpsc::sync_channel::<Tape>(UNDER_WAY);
            scope.spawn(move || receiver.iter().for_each(|tape| tape.play(draft)));
            let mut sink = TapeSink::new(sender);
            let result = read(&mut sink);
            sink.finish();
            result
        })
    }

    /// Adds all that a reader found: its records, and its faults, which every `build` reports
    /// together with its own: a file that could not be read whole makes no timeline.
    pub fn add_input(&mut self, input: Input) -> &mut TimelineBuilder {
        let Input {
            records, faults, ..
        } = input;
        self.add_records(records);
        self.faults.extend(faults);
        self
    }

    /// Sets the title of the timeline.
    pub fn title(&mut self, title: impl Into<String>) -> &mut TimelineBuilder {
        let title = title.into();
        self.header(|header| header.title = Some(title));
        self
    }

    /// Sets the zone in which dates are read that name none: an offset, `floating`, or with the
    /// feature `zones` an IANA name.
    pub fn zone(&mut self, zone: impl Into<String>) -> &mut TimelineBuilder {
        let zone = zone.into();
        self.header(|header| header.zone = Some(zone));
        self
    }

    /// Puts the records of a timeline that is revised before those added.
    fn flatten(&mut self) {
        if let Some(origin) = self.origin.take() {
            let added = std::mem::replace(&mut self.draft, origin.to_draft());
            self.add_records(added.records());
        }
    }

    fn header(&mut self, change: impl FnOnce(&mut Header)) {
        self.flatten();
        match self.draft.header_mut() {
            Some(Record::Timeline(header)) => change(header),
            _ => {
                let mut header = Header::default();
                change(&mut header);
                self.add(header);
            }
        }
    }

    /// Sets what happens to claims that have no world together; [`Policy::Reject`] by default.
    pub fn policy(&mut self, policy: Policy) -> &mut TimelineBuilder {
        self.options.policy = policy;
        self
    }

    /// Switches a kind of implied claim on or off; all are on by default.
    pub fn imply(&mut self, kind: ImpliedKind, on: bool) -> &mut TimelineBuilder {
        self.options.imply(kind, on);
        self
    }

    /// The records added so far, each with its place, in the order in which they were added.
    ///
    /// They are put together anew from columns: linear in all that they say.
    pub fn records(&self) -> Vec<(Record, Origin)> {
        let origin = self.origin.as_ref();
        let mut all = origin.map_or_else(Vec::new, |origin| origin.to_draft().records());
        all.append(&mut self.draft.records());
        all
    }

    /// How many records were added so far.
    pub fn len(&self) -> usize {
        let origin = self.origin.as_ref();
        origin.map_or(0, Timeline::record_count) + self.draft.len()
    }

    /// Whether no record was added so far.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps only the records for which `keep` answers true. Linear in all records.
    pub fn retain(&mut self, mut keep: impl FnMut(&Record) -> bool) -> &mut TimelineBuilder {
        self.flatten();
        let all = std::mem::take(&mut self.draft).records();
        self.add_records(all.into_iter().filter(|(record, _)| keep(record)))
    }

    /// Resolves, solves and indexes the records.
    ///
    /// About a microsecond an event without relations; relation claims are solved by component, in
    /// time that is close to linear for what people write (see `docs/design.md` for worst cases).
    ///
    /// # Errors
    ///
    /// All faults of the records at once, or, under [`Policy::Reject`], all conflicts. The error
    /// hands the builder back.
    pub fn build(mut self) -> Result<Timeline, BuildError> {
        let mut faults = self.faults.clone();
        if let Some(origin) = &self.origin {
            let same = faults.is_empty() && origin.store().options == self.options;
            // Where much is new, building all at once is faster.
            let few = self.draft.len() <= origin.record_count();
            if let Some(revised) = (same && few).then(|| origin.revised(&self.draft)).flatten() {
                return Ok(revised);
            }
            self.flatten();
        }
        if !faults.is_empty() {
            find_faults(&self.records(), &mut faults);
            return Err(BuildError::new(faults, Vec::new(), self));
        }
        let base = match std::mem::take(&mut self.draft).finish(self.options) {
            Ok(base) => base,
            Err(draft) => {
                self.draft = *draft;
                find_faults(&self.records(), &mut faults);
                return Err(BuildError::new(faults, Vec::new(), self));
            }
        };
        let mut store = Store::new(base);
        let solved = solve(&mut store);
        if self.options.policy == Policy::Reject && !store.aside().conflicts.is_empty() {
            let conflicts = std::mem::take(&mut store.aside_mut().conflicts);
            self.draft = Draft::of(std::mem::take(store.base_mut()));
            return Err(BuildError::new(Vec::new(), conflicts, self));
        }
        Ok(Timeline::new(store, solved))
    }

    /// A builder that adds to a timeline.
    pub(crate) fn from_timeline(timeline: &Timeline) -> TimelineBuilder {
        TimelineBuilder {
            origin: Some(timeline.clone()),
            options: timeline.store().options,
            ..TimelineBuilder::default()
        }
    }

    pub(crate) fn with_options(options: Options) -> TimelineBuilder {
        TimelineBuilder {
            options,
            ..TimelineBuilder::default()
        }
    }
}

/// Records go into columns as they come, and none is kept that columns can hold.
impl Sink for TimelineBuilder {
    fn put_plain(&mut self, event: PlainEvent<'_>, origin: &Origin) {
        self.draft.plain_or_record(&event, origin);
    }

    fn put(&mut self, record: Record, origin: Origin) {
        self.add_records([(record, origin)]);
    }
}

/// Why no timeline was built: faults of the records, or conflicts between their claims.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Meeting::new("talks").with("ada").on("2025-04-25"));
/// let error = t.build().unwrap_err();
/// assert_eq!(error.faults().len(), 1);
/// assert!(!error.is_inconsistent());
/// // Nothing is lost: the builder can be mended.
/// let mut t = error.into_builder();
/// t.add(Actor::person("ada", "Ada"));
/// assert!(t.build().is_ok());
/// ```
#[derive(Clone, thiserror::Error)]
#[error("{}", self.describe())]
pub struct BuildError {
    inside: Box<Inside>,
}

#[derive(Clone)]
struct Inside {
    faults: Vec<Fault>,
    conflicts: Vec<Conflict>,
    builder: TimelineBuilder,
}

impl BuildError {
    fn new(faults: Vec<Fault>, conflicts: Vec<Conflict>, builder: TimelineBuilder) -> BuildError {
        BuildError {
            inside: Box::new(Inside {
                faults,
                conflicts,
                builder,
            }),
        }
    }

    pub(crate) fn of_fault(fault: Fault) -> BuildError {
        BuildError::new(vec![fault], Vec::new(), TimelineBuilder::default())
    }

    /// Everything that is wrong with the records, in the order of files and lines.
    pub fn faults(&self) -> &[Fault] {
        &self.inside.faults
    }

    /// The conflicts, each a minimal set of claims that have no world together. Empty where there
    /// are faults: claims are judged only once all records are sound.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.inside.conflicts
    }

    /// Whether the records are sound and their claims have no world.
    pub fn is_inconsistent(&self) -> bool {
        !self.inside.conflicts.is_empty()
    }

    /// The builder with all that was added to it.
    pub fn into_builder(self) -> TimelineBuilder {
        self.inside.builder
    }

    fn describe(&self) -> String {
        let mut text = match (self.faults().len(), self.conflicts().len()) {
            (0, 1) => "the claims are inconsistent".to_string(),
            (0, n) => format!("the claims are inconsistent, in {n} ways"),
            (1, _) => return self.faults()[0].to_string(),
            (n, _) => format!("{n} faults in the records"),
        };
        for fault in self.faults() {
            text.push_str(&format!("\n{fault}"));
        }
        for conflict in self.conflicts() {
            text.push_str(&format!("\n{conflict}"));
        }
        text
    }
}

/// As it is displayed, so that `unwrap` shows what a user needs.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateClaim, Fault};

    #[test]
    fn a_field_is_at_fault_once_and_faults_stand_in_the_order_of_lines() {
        let at = |line| Origin::new("talks.jsonl", line);
        let claim = DateClaim {
            event: "talks".to_owned(),
            ..DateClaim::default()
        };
        let mut t = TimelineBuilder::new();
        // A claim without a time: that it is missing is enough, it is not unreadable as well.
        t.add_records([(claim.into(), at(2))]);
        let mut input = Input::default();
        input.faults = vec![Fault::new("first").at(at(1)), Fault::new("third").at(at(3))];
        t.add_input(input);
        let error = t.build().unwrap_err();
        let faults: Vec<String> = error.faults().iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "talks.jsonl:1: first",
                "talks.jsonl:2: field `time`: missing",
                "talks.jsonl:2: field `event`: there is no event \"talks\"",
                "talks.jsonl:3: third",
            ]
        );
    }
}
