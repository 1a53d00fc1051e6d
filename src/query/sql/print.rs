//! Selects as text.

use rustc_hash::FxHashSet;
use std::fmt::Write;

use super::expr::{Alias, Columns, Expr};
use super::near::Near;
use super::rows::{APART, Event, Rows, SURE};
use super::ways::Way;

/// A column of the answers: the piece that has it, and what it is called within.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) expr: Expr,
    pub(super) name: String,
}

/// Everything that is printed.
pub(super) struct Printed<'p> {
    pub(super) rows: &'p Rows<'p>,
    pub(super) near: &'p [Near],
    pub(super) ways: &'p [Way],
    pub(super) outputs: &'p [Output],
}

/// Where the rows of a select stand: in lists that were joined before, or by themselves.
pub(super) struct Placed<'p> {
    pub(super) printed: &'p Printed<'p>,
    /// Names, and the rows in each.
    pub(super) lists: Vec<(String, &'p [Alias])>,
    /// The distances that are joined.
    pub(super) distances: &'p [(Alias, Event, Event)],
}

impl Columns for Placed<'_> {
    fn column(&self, alias: Alias, name: &'static str) -> String {
        let printed = self.printed;
        let mut lists = self.lists.iter();
        if let Some((list, _)) = lists.find(|(_, holds)| holds.contains(&alias)) {
            return format!("{list}.{}", printed.inner(alias, name));
        }
        if let Some(row) = printed.rows.rows.get(alias) {
            if name == SURE {
                let coins = printed.rows.coins_of(alias);
                let coins: Vec<String> = coins.map(|coin| coin.print(self)).collect();
                return format!("({})", coins.join(" AND "));
            }
            return format!("{}.{}", row.name, printed.named(name));
        }
        let place = self.distances.iter().position(|&(own, ..)| own == alias);
        format!("d{}.{name}", place.map_or(0, |place| place + 1))
    }
}

impl Printed<'_> {
    pub(super) fn named(&self, column: &'static str) -> String {
        match (&self.rows.options.apart_by, column) {
            (Some(own), APART) => self.rows.options.dialect.identifier(own),
            _ => column.to_owned(),
        }
    }

    /// What a column of a row is called among pairs.
    pub(super) fn inner(&self, alias: Alias, column: &'static str) -> String {
        let column = match column {
            APART => "apart",
            SURE => "sure",
            column => column,
        };
        format!("{}_{column}", self.rows.rows[alias].name)
    }

    /// Rows that stand by themselves.
    pub(super) fn by_themselves(&self) -> impl Columns {
        Placed {
            printed: self,
            lists: Vec::new(),
            distances: &[],
        }
    }

    /// The lists of pairs.
    pub(super) fn print(&self) -> String {
        let mut text = String::new();
        let mut between = "WITH ";
        for number in 0..self.near.len() {
            let _ = write!(text, "{between}{}", self.pairs(number));
            between = ",\n";
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    /// The selects of all ways.
    pub(super) fn selects(&self) -> String {
        if self.ways.is_empty() {
            return self.nothing();
        }
        let all: Vec<String> = self.ways.iter().map(|way| self.way(way)).collect();
        all.join("\nUNION ALL\n")
    }

    /// A select of no rows.
    fn nothing(&self) -> String {
        let columns = self
            .outputs
            .iter()
            .map(|output| match output.name.as_bytes() {
                [b'o', ..] => format!(
                    "CAST(NULL AS {}) AS {}",
                    self.rows.options.dialect.integer(),
                    output.name
                ),
                _ => format!(
                    "CAST(NULL AS {}) AS {}",
                    self.rows.options.dialect.text(),
                    output.name
                ),
            });
        let mut columns: Vec<String> = columns.collect();
        columns.push("0 AS certain".to_owned());
        format!(
            "  SELECT {}\n  FROM {}events AS e1\n  WHERE FALSE",
            columns.join(", "),
            self.rows.options.prefix
        )
    }

    /// The lists that a way joins: those that no other is made of.
    fn roots(&self, way: &Way) -> Vec<usize> {
        let is_root = |&i: &usize| {
            let mut others = way.near.iter().map(|&other| &self.near[other]);
            !others.any(|other| other.left.from == Some(i) || other.right.from == Some(i))
        };
        way.near.iter().copied().filter(is_root).collect()
    }

    /// The items that a way joins: the aliases in each, and what stands in `FROM`.
    fn items(&self, roots: &[usize]) -> Vec<(Vec<Alias>, String)> {
        let list = |&i: &usize| (self.near[i].holds.clone(), list(i));
        let mut items: Vec<(Vec<Alias>, String)> = roots.iter().map(list).collect();
        for (alias, row) in self.rows.rows.iter().enumerate() {
            if !items.iter().any(|(own, _)| own.contains(&alias)) {
                items.push((vec![alias], format!("{} AS {}", row.from, row.name)));
            }
        }
        items
    }

    pub(super) fn way(&self, way: &Way) -> String {
        let roots = self.roots(way);
        let placed = Placed {
            printed: self,
            lists: roots
                .iter()
                .map(|&i| (list(i), &*self.near[i].holds))
                .collect(),
            distances: &way.distances,
        };
        let mut columns: Vec<String> = self
            .outputs
            .iter()
            .map(|output| format!("{} AS {}", output.expr.print(&placed), output.name))
            .collect();
        let mut certain: Vec<String> = Vec::new();
        let sure = (0..self.rows.rows.len())
            .filter(|&alias| self.rows.coins_of(alias).next().is_some())
            .map(|alias| Expr::column(alias, SURE));
        let sure: Vec<Expr> = sure.collect();
        for expr in sure.iter().chain(&way.certain) {
            let text = expr.print(&placed);
            if !certain.contains(&text) {
                certain.push(text);
            }
        }
        columns.push(match certain.as_slice() {
            [] => "1 AS certain".to_owned(),
            // A number, since engines don't agree on whether such a condition may be null.
            all => format!(
                "CASE WHEN {} THEN 1 ELSE 0 END AS certain",
                all.join(" AND ")
            ),
        });
        // What is said within a list is not said again.
        let is_open = |condition: &&Expr| {
            let aliases = condition.aliases();
            let within = |&i: &usize| {
                let holds = &self.near[i].holds;
                aliases.iter().all(|alias| holds.contains(alias))
            };
            !roots.iter().any(within)
        };
        let rows = self.rows.conditions.iter().filter(is_open);
        let left: Vec<&Expr> = rows.chain(&way.conditions).collect();
        let text = format!("  SELECT {}", columns.join(",\n    "));
        let mut distances = String::new();
        for (i, &(_, x, y)) in way.distances.iter().enumerate() {
            let name = format!("d{}", i + 1);
            let keys = [self.rows.key(x), self.rows.key(y)].map(|key| key.print(&placed));
            let _ = write!(
                distances,
                "\n  LEFT JOIN {}distances AS {name}\n    ON {name}.x = {} AND {name}.y = {}",
                self.rows.options.prefix, keys[0], keys[1]
            );
            if self.rows.options.apart_by.is_some() {
                let apart = Expr::column(self.rows.carrier(x), APART).print(&placed);
                let _ = write!(distances, " AND {name}.{} = {apart}", self.named(APART));
            }
        }
        joined(text, self.items(&roots), left, &distances, &placed)
    }
}

/// What a list of pairs is called.
pub(super) fn list(number: usize) -> String {
    format!("n{}", number + 1)
}

/// A select of some columns from some items, each with the aliases in it, in which some conditions hold; what else is joined stands
/// behind the items.
pub(super) fn joined(
    mut text: String,
    mut items: Vec<(Vec<Alias>, String)>,
    mut left: Vec<&Expr>,
    more: &str,
    columns: &impl Columns,
) -> String {
    let mut placed: FxHashSet<Alias> = FxHashSet::default();
    let mut first = true;
    while !items.is_empty() {
        // The next item is one that an equality ties to what is joined already.
        let tied = items.iter().position(|(own, _)| {
            left.iter().any(|condition| {
                let aliases = condition.aliases();
                aliases.len() > 1
                    && condition.is_equality()
                    && aliases.iter().any(|alias| own.contains(alias))
                    && aliases
                        .iter()
                        .all(|alias| own.contains(alias) || placed.contains(alias))
            })
        });
        let (own, item) = items.remove(if first { 0 } else { tied.unwrap_or(0) });
        placed.extend(own);
        let ready = |condition: &&Expr| {
            let aliases = condition.aliases();
            aliases.len() > 1 && aliases.iter().all(|alias| placed.contains(alias))
        };
        let on: Vec<String> = left
            .iter()
            .filter(|condition| ready(condition))
            .map(|condition| condition.print(columns))
            .collect();
        if first {
            let _ = write!(text, "\n  FROM {item}");
        } else if on.is_empty() {
            let _ = write!(text, "\n  CROSS JOIN {item}");
        } else {
            left.retain(|condition| !ready(condition));
            let _ = write!(text, "\n  JOIN {item}\n    ON {}", on.join("\n    AND "));
        }
        first = false;
    }
    text.push_str(more);
    let rest: Vec<String> = left
        .iter()
        .map(|condition| condition.print(columns))
        .collect();
    if !rest.is_empty() {
        let _ = write!(text, "\n  WHERE {}", rest.join("\n    AND "));
    }
    text
}
