//! A question in the query language, and what came of it.

use demarche::{Answer, Asked, EventId, Pattern, QueryError, Timeline, Value};

/// So many answers are kept; a question that has more is better asked with `find count`.
const MOST: usize = 1_000;

/// A question that has been asked.
#[derive(Debug, Default)]
pub(crate) struct Inquiry<'t> {
    pub(crate) text: String,
    pub(crate) answers: Vec<Answer<'t>>,
    /// What was counted, where the question was how many there are.
    pub(crate) counts: Vec<String>,
    /// What is to be said of the answers: why there are none, or that there are more.
    pub(crate) note: String,
    /// Whether the note says what is wrong with the question.
    pub(crate) is_wrong: bool,
}

impl<'t> Inquiry<'t> {
    /// Asks a question.
    pub(crate) fn of(t: &'t Timeline, text: &str) -> Inquiry<'t> {
        let mut inquiry = Inquiry {
            text: text.to_owned(),
            ..Inquiry::default()
        };
        if let Err(error) = inquiry.ask(t) {
            inquiry.note = error.show(text);
            inquiry.is_wrong = true;
        }
        inquiry
    }

    fn ask(&mut self, t: &'t Timeline) -> Result<(), QueryError> {
        let pattern = Pattern::parse(&self.text)?;
        match pattern.asked() {
            Asked::Count => self.counts = vec![t.count(&pattern)?.to_string()],
            Asked::CountPer(_) => {
                let counts = t.count_per_unit(&pattern)?;
                self.counts = counts.iter().map(ToString::to_string).collect();
            }
            Asked::Answers => {
                let mut answers = t.ask(pattern.clone())?;
                self.answers = answers.by_ref().take(MOST).collect();
                if answers.next().is_some() {
                    self.note = format!("the first {MOST} answers; there are more");
                } else if answers.unsettled() > 0 {
                    let unsettled = answers.unsettled();
                    self.note = format!("{unsettled} more could not be settled, and are left out");
                }
            }
        }
        if self.len() == 0 && self.note.is_empty() {
            self.note = match t.why_none(pattern.possibly().unlimited())? {
                Some(why) => format!("no answers: {why}"),
                None => "no answers that are certain, or within the limit".to_owned(),
            };
        }
        Ok(())
    }

    /// How many answers there are to show.
    pub(crate) fn len(&self) -> usize {
        self.answers.len() + self.counts.len()
    }

    /// The first event in an answer.
    pub(crate) fn event(&self, at: usize) -> Option<EventId> {
        let mut values = self.answers.get(at)?.values();
        values.find_map(|(_, value)| match value {
            Value::Event(event) => Some(event.id()),
            Value::Actor(_) => None,
        })
    }
}
