//! Patterns under the traits of serde: a form of their own, with a version, apart from the tree that is worked on.
//!
//! `text` is how words and relations are written, `convert` turns the form into the tree and back.

mod convert;
mod text;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::text::{Names, Text};
use super::ast::{self, LinkWord, Unit};
use super::pattern::Pattern;
use crate::model::{DocumentState, Grade, Role, StanceKind, Status};
use crate::time::Duration;

/// The version of the form.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    format: u32,
    find: Find,
    r#where: Vec<Atom>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    certainly: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Find {
    Answers(Vec<String>),
    Count(Vec<String>),
    CountPer { unit: Text<Unit>, of: String },
    Last { n: u64, by: String, of: Vec<String> },
    First { n: u64, by: String, of: Vec<String> },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Term {
    Var(String),
    Key(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Atom {
    Meeting(EventAtom),
    Statement(EventAtom),
    Document(EventAtom),
    Action(EventAtom),
    Event(EventAtom),
    Relation {
        left: Term,
        is: Names,
        right: Term,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gap: Option<Gap>,
    },
    SameDay(Term, Term),
    Unordered(Term, Term),
    Link {
        from: Term,
        kind: Text<LinkWord>,
        to: Term,
    },
    ActsFor {
        actor: Term,
        of: Term,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        during: Option<Term>,
    },
    Same(Term, Term),
    Different(Term, Term),
    Not(Vec<Atom>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventAtom {
    event: Term,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    clauses: Vec<Clause>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gap {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<Text<Duration>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<Text<Duration>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Clause {
    With(Vec<Member>),
    Absent(Term),
    Concerns(Term),
    By(Term),
    To(Term),
    For(Vec<Term>),
    At(String),
    About(Term),
    Stance {
        stance: Text<StanceKind>,
        topic: String,
    },
    Via(String),
    Status(Text<Status>),
    State(Text<DocumentState>),
    Code(String),
    In(String),
    SourcesAtLeast(Text<Grade>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    actor: Term,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Text<Role>>,
}

/// As a tree, with `"format": 1`: what is asked for in `find`, the conditions in `where`, then `certainly` and `limit`
/// where they are given. Variables are `{"var": "who"}`, keys and names `{"key": "putin"}`.
///
/// ```
/// use demarche::Pattern;
///
/// let pattern: Pattern = "find ?m where meeting ?m with putin as host in 2025 and ?m before remark within 7d limit 5".parse()?;
/// let json = r#"{"format":1,"find":{"answers":["m"]},"where":[
///     {"meeting":{"event":{"var":"m"},"clauses":[{"with":[{"actor":{"key":"putin"},"role":"host"}]},{"in":"2025"}]}},
///     {"relation":{"left":{"var":"m"},"is":"before","right":{"key":"remark"},"gap":{"max":"P7D"}}}],"limit":5}"#;
/// assert_eq!(serde_json::from_str::<Pattern>(json).unwrap(), pattern);
/// assert_eq!(serde_json::to_string(&pattern).unwrap(), json.replace("\n    ", ""));
/// # Ok::<(), demarche::PatternError>(())
/// ```
impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ast = self.ast();
        let query = Query {
            format: FORMAT,
            find: Find::of(&ast.find),
            r#where: ast.atoms.iter().map(Atom::of).collect(),
            certainly: ast.certainly,
            limit: ast.limit,
        };
        query.serialize(serializer)
    }
}

/// Fails where a field is unknown, where the format is another one, and where the pattern makes no sense, as
/// [`Pattern::parse`] does.
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pattern, D::Error> {
        let query = Query::deserialize(deserializer)?;
        if query.format != FORMAT {
            let message = format!(
                "a pattern of format {}; this is read: {FORMAT}",
                query.format
            );
            return Err(D::Error::custom(message));
        }
        let ast = ast::Ast {
            find: query.find.into_ast(),
            atoms: query.r#where.into_iter().map(Atom::into_ast).collect(),
            certainly: query.certainly,
            limit: query.limit,
        };
        Pattern::new(ast).map_err(D::Error::custom)
    }
}
