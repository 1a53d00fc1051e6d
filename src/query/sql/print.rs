//! Selects as text.

use rustc_hash::FxHashSet;
use std::fmt::Write;

use super::expr::{Alias, Columns, Expr};
use super::near::Near;
use super::rows::{APART, Rows};
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

/// Where the aliases of one way stand.
struct Placed<'p> {
    printed: &'p Printed<'p>,
    way: &'p Way,
}

impl Columns for Placed<'_> {
    fn column(&self, alias: Alias, name: &'static str) -> String {
        let printed = self.printed;
        if let Some(&near) = self.way.near.iter().find(|&&i| printed.near[i].has(alias)) {
            return format!("n{}.{}", near + 1, printed.inner(alias, name));
        }
        format!("{}.{}", printed.alias(alias, self.way), printed.named(name))
    }
}

/// Within a list of pairs.
struct Inside<'p>(&'p Printed<'p>);

impl Columns for Inside<'_> {
    fn column(&self, alias: Alias, name: &'static str) -> String {
        format!("{}.{}", self.0.rows.rows[alias].name, self.0.named(name))
    }
}

impl Printed<'_> {
    fn named(&self, column: &'static str) -> String {
        match (&self.rows.options.apart_by, column) {
            (Some(own), APART) => self.rows.options.dialect.identifier(own),
            _ => column.to_owned(),
        }
    }

    /// What a column of a row is called among pairs.
    fn inner(&self, alias: Alias, column: &'static str) -> String {
        let column = if column == APART { "apart" } else { column };
        format!("{}_{column}", self.rows.rows[alias].name)
    }

    fn alias(&self, alias: Alias, way: &Way) -> String {
        if let Some(row) = self.rows.rows.get(alias) {
            return row.name.clone();
        }
        let place = way.distances.iter().position(|&(own, ..)| own == alias);
        format!("d{}", place.map_or(0, |place| place + 1))
    }

    /// The lists of pairs, and the selects.
    pub(super) fn print(&self) -> String {
        let mut text = String::new();
        let mut between = "WITH ";
        for (i, near) in self.near.iter().enumerate() {
            let used = self.used(near);
            let cases: Vec<String> = near
                .cases()
                .iter()
                .map(|case| self.case(near, case, &used))
                .collect();
            let _ = write!(
                text,
                "{between}n{} AS (\n{}\n)",
                i + 1,
                cases.join("\nUNION ALL\n")
            );
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
                [b'o', ..] => format!("CAST(NULL AS BIGINT) AS {}", output.name),
                _ => format!("CAST(NULL AS {}) AS {}", self.text_type(), output.name),
            });
        let mut columns: Vec<String> = columns.collect();
        columns.push("0 AS certain".to_owned());
        format!(
            "  SELECT {}\n  FROM {}events AS e1\n  WHERE FALSE",
            columns.join(", "),
            self.rows.options.prefix
        )
    }

    fn text_type(&self) -> &'static str {
        use super::Dialect;
        match self.rows.options.dialect {
            Dialect::DuckDb | Dialect::DataFusion => "VARCHAR",
            Dialect::Spark | Dialect::BigQuery => "STRING",
        }
    }

    /// The columns of two rows that anything outside asks for.
    fn used(&self, near: &Near) -> Vec<(Alias, &'static str)> {
        let mut all = Vec::new();
        let mut note = |expr: &Expr| {
            for (alias, column) in expr.columns() {
                if near.has(alias) && !all.contains(&(alias, column)) {
                    all.push((alias, column));
                }
            }
        };
        for way in self.ways {
            way.conditions
                .iter()
                .chain(&way.certain)
                .for_each(&mut note);
        }
        // What holds of the two rows alone is said within.
        let outside = self.rows.conditions.iter().filter(|condition| {
            let aliases = condition.aliases();
            !aliases.iter().all(|&alias| near.has(alias))
        });
        let ties = self.near.iter().flat_map(|near| &near.ties);
        let outputs = self.outputs.iter().map(|output| &output.expr);
        outside
            .chain(&self.rows.coins)
            .chain(ties)
            .chain(outputs)
            .for_each(&mut note);
        for &(_, x, y) in self.ways.iter().flat_map(|way| &way.distances) {
            for event in [x, y] {
                note(&self.rows.key(event));
                if self.rows.options.apart_by.is_some() {
                    note(&Expr::column(self.rows.carrier(event), APART));
                }
            }
        }
        for alias in [near.left, near.right] {
            if !all.iter().any(|&(own, _)| own == alias) {
                let key = self.rows.rows[alias].event.map_or("key", |(_, key)| key);
                all.push((alias, key));
            }
        }
        all
    }

    fn case(
        &self,
        near: &Near,
        case: &super::near::Case,
        used: &[(Alias, &'static str)],
    ) -> String {
        let inside = Inside(self);
        let columns: Vec<String> = used
            .iter()
            .map(|&(alias, column)| {
                format!(
                    "{} AS {}",
                    inside.column(alias, column),
                    self.inner(alias, column)
                )
            })
            .collect();
        let (left, right) = (&self.rows.rows[near.left], &self.rows.rows[near.right]);
        let mut text = format!(
            "  SELECT {}\n  FROM {} AS {}",
            columns.join(", "),
            left.from,
            left.name
        );
        let mut on: Vec<String> = Vec::new();
        if let Some(buckets) = &case.buckets {
            text.push_str(
                "\n  CROSS JOIN (SELECT 0 AS step UNION ALL SELECT 1 AS step UNION ALL SELECT 2 AS step) AS k",
            );
            let divided = |text: &str| self.rows.options.dialect.divided(text, buckets.size);
            let moved = match buckets.moved {
                0.. => format!("{} + {}", buckets.left.print(&inside), buckets.moved),
                _ => format!("{} - {}", buckets.left.print(&inside), -buckets.moved),
            };
            on.push(format!(
                "{} = {} + k.step",
                divided(&buckets.right.print(&inside)),
                divided(&moved)
            ));
        }
        let (mut own, mut both) = (Vec::new(), Vec::new());
        for condition in near.conditions.iter().chain(&case.conditions) {
            let is_both = condition.aliases().len() > 1;
            if is_both { &mut both } else { &mut own }.push(condition.print(&inside));
        }
        on.extend(both);
        for sum in near.windows() {
            let Ok(limit) = sum.compared(false) else {
                continue;
            };
            let limit = limit.print(&inside);
            own.push(if case.buckets.is_some() {
                limit
            } else {
                format!("COALESCE({limit}, TRUE)")
            });
        }
        let join = if on.is_empty() { "CROSS JOIN" } else { "JOIN" };
        let _ = write!(text, "\n  {join} {} AS {}", right.from, right.name);
        if !on.is_empty() {
            let _ = write!(text, "\n    ON {}", on.join("\n    AND "));
        }
        let _ = write!(text, "\n  WHERE {}", own.join("\n    AND "));
        text
    }

    /// The items that a way joins: the aliases in each, and what stands in `FROM`.
    fn items(&self, way: &Way) -> Vec<(Vec<Alias>, String)> {
        let mut items: Vec<(Vec<Alias>, String)> = Vec::new();
        for &i in &way.near {
            let near = &self.near[i];
            items.push((vec![near.left, near.right], format!("n{}", i + 1)));
        }
        for (alias, row) in self.rows.rows.iter().enumerate() {
            let is_placed = items.iter().any(|(own, _)| own.contains(&alias));
            if !is_placed && !self.is_copy(alias) {
                items.push((vec![alias], format!("{} AS {}", row.from, row.name)));
            }
        }
        items
    }

    /// Whether a row was made for a list of pairs only.
    fn is_copy(&self, alias: Alias) -> bool {
        alias >= self.rows.stated
    }

    fn way(&self, way: &Way) -> String {
        let placed = Placed { printed: self, way };
        let mut columns: Vec<String> = self
            .outputs
            .iter()
            .map(|output| format!("{} AS {}", output.expr.print(&placed), output.name))
            .collect();
        let mut certain: Vec<String> = Vec::new();
        for expr in self.rows.coins.iter().chain(&way.certain) {
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
        let mut left: Vec<&Expr> = Vec::new();
        for condition in &self.rows.conditions {
            let aliases = condition.aliases();
            let inside = way.near.iter().any(|&i| {
                let near = &self.near[i];
                aliases.iter().all(|&alias| near.has(alias))
            });
            if !inside {
                left.push(condition);
            }
        }
        left.extend(&way.conditions);
        for &i in &way.near {
            left.extend(&self.near[i].ties);
        }
        let mut text = format!("  SELECT {}", columns.join(",\n    "));
        let mut items = self.items(way);
        let mut placed_aliases: FxHashSet<Alias> = FxHashSet::default();
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
                            .all(|alias| own.contains(alias) || placed_aliases.contains(alias))
                })
            });
            let (own, item) = items.remove(if first { 0 } else { tied.unwrap_or(0) });
            placed_aliases.extend(own);
            let ready = |condition: &&Expr| {
                let aliases = condition.aliases();
                aliases.len() > 1 && aliases.iter().all(|alias| placed_aliases.contains(alias))
            };
            let on: Vec<String> = left
                .iter()
                .filter(|condition| ready(condition))
                .map(|condition| condition.print(&placed))
                .collect();
            if first {
                let _ = write!(text, "\n  FROM {item}");
            } else if on.is_empty() {
                let _ = write!(text, "\n  CROSS JOIN {item}");
            } else {
                left.retain(|condition| !ready(&condition));
                let _ = write!(text, "\n  JOIN {item}\n    ON {}", on.join("\n    AND "));
            }
            first = false;
        }
        for &(alias, x, y) in &way.distances {
            let name = self.alias(alias, way);
            let keys = [self.rows.key(x), self.rows.key(y)].map(|key| key.print(&placed));
            let _ = write!(
                text,
                "\n  LEFT JOIN {}distances AS {name}\n    ON {name}.x = {} AND {name}.y = {}",
                self.rows.options.prefix, keys[0], keys[1]
            );
            if self.rows.options.apart_by.is_some() {
                let apart = Expr::column(self.rows.carrier(x), APART).print(&placed);
                let _ = write!(text, " AND {name}.{} = {apart}", self.named(APART));
            }
        }
        let rest: Vec<String> = left
            .iter()
            .map(|condition| condition.print(&placed))
            .collect();
        if !rest.is_empty() {
            let _ = write!(text, "\n  WHERE {}", rest.join("\n    AND "));
        }
        text
    }
}
