//! Questions as SQL, for engines that hold the tables themselves.
//!
//! `rows` are the rows that a pattern joins, `times` what it says of times, `near` the pairs that are joined by buckets of time, `ways` the
//! cases in which events are apart or not, `print` and `pairs` the text, and `counts` that of pairs that are only counted.
//! `docs/scale-out.md` has the tables.

mod clauses;
mod counts;
mod dialect;
mod error;
mod expr;
mod keys;
mod near;
mod options;
mod pairs;
mod print;
mod rows;
mod times;
mod ways;

#[cfg(test)]
mod tests;

pub use dialect::Dialect;
pub use error::SqlError;
pub use options::SqlOptions;

use self::expr::Expr;
use self::near::Near;
use self::print::{Output, Printed};
use self::rows::{APART, Rows};
use self::times::{Node, Timed, Times};
use super::pattern::ast::{Find, Name, Span};
use super::pattern::{Pattern, Sort};

impl Pattern {
    /// The question as SQL over the tables of a timeline: the same answers, certain and possible.
    ///
    /// The result has a column for each variable of `find`, with keys, and `certainty`, which is `certain` or `possible`; `find count` has the
    /// columns `certain`, `possible` and `unsettled`, in one row. Answers come in no order but with `limit`, which
    /// sorts them as the library does. Constants are keys: names, aliases and titles are not looked up, and one that no
    /// event or actor has gives no answers rather than an error.
    ///
    /// Takes time that grows with the number of ways in which conditions can hold together: up to 256 combinations of them are looked
    /// at, and up to 500 inequalities between windows printed for each way of joining events, 3,000 in all.
    ///
    /// ```
    /// use demarche::{Dialect, Pattern};
    ///
    /// let pattern: Pattern = "find ?m, ?s where meeting ?m with trump and statement ?s by trump and ?m before ?s within 3d"
    ///     .parse()?;
    /// let sql = pattern.to_sql(Dialect::DuckDb)?;
    /// assert!(sql.starts_with("-- find ?m, ?s where meeting ?m with trump and statement ?s by trump"));
    /// assert!(sql.contains("AS certainty"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the answers could not be exact, with the clause: `not`, `for`, `acts_for`, `same_day`, `find last` and `find first`, counts
    /// per unit of time, a variable that `find` leaves out though a condition on times names it, a date of which one part
    /// has an offset and another has none, and more combinations than are printed.
    pub fn to_sql(&self, options: impl Into<SqlOptions>) -> Result<String, SqlError> {
        Query::of(self, &options.into())
    }
}

struct Query;

impl Query {
    fn of(pattern: &Pattern, options: &SqlOptions) -> Result<String, SqlError> {
        let ast = pattern.ast();
        let scope = pattern.scope();
        let (found, is_count) = match &ast.find {
            Find::Answers(of) => (names(of), false),
            Find::Count(of) if of.is_empty() => {
                let all = scope.variables.iter().map(|(name, _)| name.clone());
                (all.collect(), true)
            }
            Find::Count(of) => (names(of), true),
            Find::CountPer { unit, of } => {
                return Err(SqlError::of(
                    of.at,
                    format!("find count per {} of ?{}", unit.name(), of.text),
                    "an event may begin in one of several units; ask for the events, and count what they say",
                ));
            }
            Find::Extreme { last, n, by, .. } => {
                let end = if *last { "last" } else { "first" };
                return Err(SqlError::of(
                    by.at,
                    format!("find {end} {n} by ?{}", by.text),
                    "which events are so may differ from world to world",
                ));
            }
        };
        let mut rows = Rows::of(pattern, options)?;
        let mut times = Times::of(&ast.atoms, &mut rows)?;
        let is_sorted = ast.limit.is_some() && !is_count;
        // Every variable of `find` has a place before pairs are joined.
        for name in &found {
            if is_actor(&scope.variables, name) {
                rows.actor_column(name);
            }
        }
        let left_out = scope
            .variables
            .iter()
            .filter(|(name, _)| !found.contains(name));
        let left_out: Vec<&str> = left_out.map(|(name, _)| name.as_str()).collect();
        for name in &left_out {
            if let Some(timed) = times.naming(&rows, name) {
                return Err(SqlError::of(
                    timed.at,
                    &timed.text,
                    format!(
                        "`find` leaves out ?{name}, and one such event or another may do in each world; name it in `find`"
                    ),
                ));
            }
        }
        let near = Near::all(&times.timed, &mut rows);
        times.events.sort_unstable();
        let ways = ways::ways(&times, &near, &rows).map_err(|i| {
            let (at, text) = times
                .timed
                .get(i)
                .map_or((Span::default(), "where"), |timed| {
                    (timed.at, timed.text.as_str())
                });
            SqlError::of(
                at,
                text,
                "there are too many ways in which the conditions can hold together",
            )
        })?;
        if is_count
            && left_out.is_empty()
            && let Some(text) = counts::count(&rows, &times, &near, &ways, ast.certainly)
        {
            return Ok(format!("-- {}\n{text}\n", comment(&pattern.to_string())));
        }
        let mut outputs = Vec::new();
        if options.apart_by.is_some() {
            outputs.push(Output {
                expr: Expr::column(0, APART),
                name: "apart".to_owned(),
            });
        }
        let mut orders = Vec::new();
        // What is only counted needs no columns.
        let shown = if is_count && left_out.is_empty() {
            &[][..]
        } else {
            &*found
        };
        for (i, name) in shown.iter().enumerate() {
            let (expr, ordinal) = if is_actor(&scope.variables, name) {
                (rows.actor_column(name), rows.actor_ordinal(name))
            } else {
                let event = rows.number(&super::pattern::ast::Term::Variable(Name {
                    text: name.clone(),
                    at: Span::default(),
                }));
                (rows.key(event), rows.event_ordinal(event))
            };
            let name = format!("v{}", i + 1);
            outputs.push(Output { expr, name });
            if is_sorted {
                orders.push(Output {
                    expr: ordinal,
                    name: format!("o{}", i + 1),
                });
            }
        }
        outputs.extend(orders);
        let printed = Printed {
            rows: &rows,
            near: &near,
            ways: &ways,
            outputs: &outputs,
        };
        let inner = if left_out.is_empty() {
            printed.selects()
        } else {
            let columns: Vec<&str> = outputs.iter().map(|output| output.name.as_str()).collect();
            let columns = columns.join(", ");
            format!(
                "  SELECT {columns}, MAX(certain) AS certain\n  FROM (\n{}\n  ) AS bindings\n  GROUP BY {columns}",
                printed.selects()
            )
        };
        let mut text = format!("-- {}\n{}", comment(&pattern.to_string()), printed.print());
        let named = found
            .iter()
            .enumerate()
            .map(|(i, name)| format!("v{} AS {}", i + 1, options.dialect.identifier(name)));
        let apart = options.apart_by.as_deref();
        let apart = apart.map(|column| format!("apart AS {}", options.dialect.identifier(column)));
        if is_count {
            let groups = apart.as_ref().map_or("", |_| "\nGROUP BY apart");
            let apart = apart.map_or_else(String::new, |it| format!("{it}, "));
            let possible = if ast.certainly {
                "FALSE"
            } else {
                "certain = 0"
            };
            text.push_str(&format!(
                "SELECT {apart}COUNT(CASE WHEN certain = 1 THEN 1 END) AS certain,\n  COUNT(CASE WHEN {possible} THEN 1 END) AS possible, \
                 0 AS unsettled\nFROM (\n{inner}\n) AS answers{groups}"
            ));
        } else {
            let columns: Vec<String> = apart.into_iter().chain(named).collect();
            text.push_str(&format!(
                "SELECT {},\n  CASE WHEN certain = 1 THEN 'certain' ELSE 'possible' END AS certainty\nFROM (\n{inner}\n) AS answers",
                columns.join(", ")
            ));
            if ast.certainly {
                text.push_str("\nWHERE certain = 1");
            }
            if let Some(limit) = ast.limit {
                let sorted = (1..=found.len()).map(|i| format!("o{i}"));
                let sorted: Vec<String> = sorted.collect();
                text.push_str(&format!(
                    "\nORDER BY {}\nLIMIT {}",
                    sorted.join(", "),
                    limit.min(i64::MAX as u64)
                ));
            }
        }
        text.push('\n');
        Ok(text)
    }
}

fn names(of: &[Name]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in of {
        if !all.contains(&name.text) {
            all.push(name.text.clone());
        }
    }
    all
}

fn is_actor(variables: &[(String, Sort)], name: &str) -> bool {
    variables
        .iter()
        .any(|(own, sort)| own == name && *sort == Sort::Actor)
}

/// A query on one line, with nothing in it that would end a comment.
fn comment(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || c == '\u{2028}' {
                ' '
            } else {
                c
            }
        })
        .collect()
}

impl Times {
    /// The first condition on times that names an event that is a variable.
    fn naming(&self, rows: &Rows<'_>, variable: &str) -> Option<&Timed> {
        let is_it = |node: Node| match node {
            Node::Origin => false,
            Node::End(event, _) => {
                let named = &rows.events[event];
                named.is_variable && named.name == variable
            }
        };
        self.timed.iter().find(|timed| {
            let edges = timed.ways.iter().chain(&timed.failures).flatten();
            edges.flat_map(|edge| [edge.from, edge.to]).any(is_it)
        })
    }
}
