//! What can be typed behind `explain`.

use std::fmt;

use demarche::{Duration, DurationError, Gap, RelationNameError, RelationSet};

use super::{Budget, Solved};

#[derive(Debug, clap::Args)]
#[command(
    override_usage = "demarche explain [OPTIONS] <FILE> <QUERY> [VARIABLE=KEY]...\n       \
                      demarche explain [OPTIONS] <FILE> <X> <RELATION> <Y>",
    after_help = "Relations: before, meets, overlaps, finished_by, contains, starts, equals, started_by, during,\n  \
                  finishes, overlapped_by, met_by, after; the sets within, intersects, disjoint; and several\n  \
                  of them as in `(before|meets)`.\n\
                  Durations: 90m, 12h, 7d, 2w, or ISO 8601 such as PT12H.\n\n\
                  Examples:\n  demarche explain timeline.jsonl 'find ?who, ?m where meeting ?m with ?who, reyk'\n  \
                  demarche explain timeline.jsonl 'find ?m where meeting ?m and reply before ?m' m=visit\n  \
                  demarche explain timeline.jsonl walk after reply --within 12h\n  \
                  demarche explain timeline.jsonl reply '(before|meets)' draft"
)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// A query in quotes, `find ...`; or the key of an event, or its title
    #[arg(value_name = "QUERY|X")]
    pub(crate) what: String,
    /// What is asked of it.
    #[arg(
        value_name = "VARIABLE=KEY|RELATION Y",
        help = "What variables of `find` stand for, possible or not, instead of\n\
                all answers; or a relation and the key of another event"
    )]
    pub(crate) rest: Vec<String>,
    /// With at most so much time between the two events of a relation
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) within: Option<Duration>,
    /// With at least so much time between the two events of a relation
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) at_least: Option<Duration>,
    #[command(flatten)]
    pub(crate) budget: Budget,
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is to be explained.
#[derive(Debug)]
pub(crate) enum Explained<'a> {
    /// The answers to a query, or one binding of its variables: names and keys.
    Query {
        text: &'a str,
        bound: Vec<(&'a str, &'a str)>,
    },
    /// A relation of two events.
    Relation {
        left: &'a str,
        is: RelationSet,
        right: &'a str,
    },
}

impl Explain {
    /// The time asked for between the two.
    pub(crate) fn gap(&self) -> Gap {
        Gap {
            min: self.at_least,
            max: self.within,
        }
    }

    /// What is to be explained: what begins with `find` is a query, and so is what only bindings follow.
    ///
    /// # Errors
    ///
    /// What is wrong with the arguments.
    pub(crate) fn explained(&self) -> Result<Explained<'_>, String> {
        let begins = self.what.split_whitespace().next() == Some("find");
        let rest: Vec<&str> = self.rest.iter().map(String::as_str).collect();
        let is_bound = !rest.is_empty() && rest.iter().all(|word| word.contains('='));
        let is_alone = rest.is_empty() && self.what.contains(char::is_whitespace);
        if !begins && !is_bound && !is_alone {
            return self.relation(&rest);
        }
        if let [word, _] = rest.as_slice()
            && relations(word).is_ok()
        {
            return Err(format!(
                "{:?} reads as a query, and {word:?} as a relation of two events; for the relation give the event's \
                 key instead of its title, for the query what variables stand for, as in who=envoy",
                self.what
            ));
        }
        if !self.gap().is_any() {
            return Err(
                "--within and --at-least limit a relation of two events; in a query the limit follows the \
                 relation, as in `?m before ?s within 7d`"
                    .to_owned(),
            );
        }
        let mut bound: Vec<(&str, &str)> = Vec::new();
        for word in rest {
            let Some((name, key)) = word.split_once('=') else {
                return Err(format!(
                    "{word:?} does not say what a variable stands for, as who=envoy does"
                ));
            };
            let name = name.strip_prefix('?').unwrap_or(name);
            if bound.iter().any(|(other, _)| *other == name) {
                return Err(format!("two values are given for ?{name}"));
            }
            bound.push((name, key));
        }
        let text = &self.what;
        Ok(Explained::Query { text, bound })
    }

    fn relation<'a>(&'a self, rest: &[&'a str]) -> Result<Explained<'a>, String> {
        let [relation, right] = *rest else {
            return Err(format!(
                "{:?} is no query, which begins with `find`; of a relation there are three parts, as in remark after \
                 talks",
                self.what
            ));
        };
        let is = relations(relation)
            .map_err(|fault| format!("invalid value '{relation}' for '<RELATION>': {fault}"))?;
        if self.budget.budget.is_some() {
            return Err("--budget goes with a query".to_owned());
        }
        let left = &self.what;
        Ok(Explained::Relation { left, is, right })
    }
}

fn duration(text: &str) -> Result<Duration, DurationError> {
    Duration::parse_short(text)
}

/// Reads a name, or several joined by `|` or `,`, with or without parentheses around them.
fn relations(text: &str) -> Result<RelationSet, RelationFault> {
    let text = text.trim();
    let inner = match (text.strip_prefix('('), text.ends_with(')')) {
        (Some(rest), true) => rest.strip_suffix(')').unwrap_or(rest),
        (None, false) => text,
        _ => return Err(RelationFault::Parenthesis),
    };
    let mut set = RelationSet::EMPTY;
    for name in inner.split(['|', ',']).map(str::trim) {
        if name.is_empty() {
            return Err(RelationFault::Missing);
        }
        set |= RelationSet::parse_name(name).map_err(RelationFault::Name)?;
    }
    Ok(set)
}

/// Why a text names no relations.
#[derive(Debug)]
enum RelationFault {
    /// A name is none.
    Name(RelationNameError),
    /// Nothing stands where a name should.
    Missing,
    /// One of two parentheses is missing.
    Parenthesis,
}

impl fmt::Display for RelationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RelationFault::Name(error) => error.fmt(f),
            RelationFault::Missing => {
                f.write_str("the name of a relation is missing, as in `(before|meets)`")
            }
            RelationFault::Parenthesis => {
                f.write_str("a parenthesis stands alone; write `(before|meets)` or `before|meets`")
            }
        }
    }
}

impl std::error::Error for RelationFault {}

#[cfg(test)]
mod tests {
    use demarche::Relation::{Before, Meets};

    use super::*;

    #[test]
    fn relations_are_read_in_every_form() {
        for text in [
            "(before|meets)",
            "before|meets",
            "meets,before",
            " ( meets , before ) ",
        ] {
            assert_eq!(relations(text).unwrap(), Before | Meets, "{text}");
        }
        assert_eq!(relations("within").unwrap(), RelationSet::WITHIN);
        for (text, says) in [
            ("befor", "did you mean `before`?"),
            ("(before", "a parenthesis stands alone"),
            ("before)", "a parenthesis stands alone"),
            ("before|", "is missing"),
            ("()", "is missing"),
            ("", "is missing"),
        ] {
            let said = relations(text).unwrap_err().to_string();
            assert!(said.contains(says), "{text}: {said}");
        }
    }
}
