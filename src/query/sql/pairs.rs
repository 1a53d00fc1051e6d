//! Lists of pairs as text.

use super::dialect::Dialect;
use super::expr::{Alias, Columns, Expr};
use super::near::{BUCKETS, Side};
use super::print::{Placed, Printed, joined, list};
use super::rows::{APART, Event, SURE};

/// The columns of a list, each with the row that it is of.
type Listed = Vec<(Alias, &'static str)>;

/// One of the two sides as it is joined: the list, and whether windows in it touch few buckets.
enum Width {
    Any,
    Few,
    Many,
}

impl Printed<'_> {
    /// A list of pairs, behind the lists of its sides.
    pub(super) fn pairs(&self, number: usize) -> String {
        let near = &self.near[number];
        let mut lists = self.sides(number);
        let columns = self.asked(number, &near.holds, false);
        let cases = [
            (Width::Few, Width::Few),
            (Width::Many, Width::Any),
            (Width::Few, Width::Many),
        ];
        let cases = cases.map(|(left, right)| self.case(number, &columns, &left, &right));
        // What no other list is made of is not kept, where engines would: it may be as large as the answer.
        let is_last = !self.near[number + 1..]
            .iter()
            .any(|near| near.left.from == Some(number) || near.right.from == Some(number));
        let kept = match self.rows.options.dialect {
            Dialect::DuckDb if is_last => "NOT MATERIALIZED ",
            _ => "",
        };
        lists.push(format!(
            "{} AS {kept}(\n{}\n)",
            list(number),
            cases.join("\nUNION ALL\n")
        ));
        lists.join(",\n")
    }

    /// The columns of rows of a list that anything behind it asks for; of a side, so does the list that is made of it.
    fn asked(&self, number: usize, holds: &[Alias], is_side: bool) -> Listed {
        let mut all: Listed = Vec::new();
        let mut note = |expr: &Expr| {
            for (alias, column) in expr.columns() {
                if holds.contains(&alias) && !all.contains(&(alias, column)) {
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
        // What holds of these rows alone is said within.
        let outside = self.rows.conditions.iter().filter(|condition| {
            let aliases = condition.aliases();
            !aliases.iter().all(|alias| holds.contains(alias))
        });
        let outputs = self.outputs.iter().map(|output| &output.expr);
        outside.chain(outputs).for_each(&mut note);
        for &alias in holds {
            if self.rows.coins_of(alias).next().is_some() {
                note(&Expr::column(alias, SURE));
            }
        }
        let behind = if is_side { number } else { number + 1 };
        for (i, near) in self.near.iter().enumerate().skip(behind) {
            let windows = near.windows.iter().flat_map(|sum| &sum.terms);
            windows.for_each(|(_, term)| note(term));
            near.conditions.iter().for_each(&mut note);
            if i > number {
                let sides = [&near.left, &near.right];
                let sides = sides.into_iter().flat_map(|side| &side.conditions);
                sides.for_each(&mut note);
            }
        }
        for &(_, x, y) in self.ways.iter().flat_map(|way| &way.distances) {
            for event in [x, y] {
                note(&self.rows.key(event));
                if self.rows.options.apart_by.is_some() {
                    note(&Expr::column(self.rows.carrier(event), APART));
                }
            }
        }
        if all.is_empty() {
            let first = holds.first().copied().unwrap_or_default();
            all.push((first, self.rows.own_key(first)));
        }
        all
    }

    /// Whether constants pick something of a list.
    fn is_few(&self, number: usize) -> bool {
        let near = &self.near[number];
        [(near.events.0, &near.left), (near.events.1, &near.right)]
            .iter()
            .any(|&(event, side)| self.is_picked(event, side))
    }

    fn is_picked(&self, event: Event, side: &Side) -> bool {
        !self.rows.picked(event).is_empty() || side.from.is_some_and(|from| self.is_few(from))
    }

    /// The name of the list of a side.
    fn side_name(&self, number: usize, is_left: bool) -> String {
        let near = &self.near[number];
        let (side, which) = match is_left {
            true => (&near.left, "left"),
            false => (&near.right, "right"),
        };
        match side.from {
            Some(from) if side.added.is_empty() => list(from),
            _ => format!("{}_{which}", list(number)),
        }
    }

    /// The lists of the sides of a list, so far as there are not such already.
    fn sides(&self, number: usize) -> Vec<String> {
        let near = &self.near[number];
        let mut sides = [(near.events.0, &near.left), (near.events.1, &near.right)]
            .map(|(event, side)| (side, self.is_picked(event, side)));
        let is_turned = !sides[0].1 && sides[1].1;
        // The side of which few are left stands first, and the other one is looked for among its actors.
        if is_turned {
            sides.swap(0, 1);
        }
        let [(first, few), (second, few_too)] = sides;
        let mut among = Vec::new();
        if few && !few_too && second.from.is_none() {
            for equal in near.conditions.iter().filter_map(Expr::sides) {
                let [mut own, mut other] = equal.map(|side| side.columns().next());
                if own.is_some_and(|(alias, _)| alias != second.alias) {
                    std::mem::swap(&mut own, &mut other);
                }
                if let (Some((own, "actor")), Some((other, "actor"))) = (own, other)
                    && own == second.alias
                {
                    among.push(format!(
                        "{} IN (SELECT {} FROM {})",
                        self.by_themselves().column(own, "actor"),
                        self.inner(other, "actor"),
                        self.side_name(number, !is_turned)
                    ));
                }
            }
        }
        let lists = [(!is_turned, first, Vec::new()), (is_turned, second, among)];
        let lists = lists
            .into_iter()
            .filter(|(_, side, _)| !side.added.is_empty());
        lists
            .map(|(is_left, side, among)| self.side(number, is_left, side, &among))
            .collect()
    }

    /// Columns as they stand somewhere, called as they are called in a list.
    fn named_within(&self, columns: &Listed, placed: &Placed<'_>) -> String {
        let named = columns.iter().map(|&(alias, column)| {
            let name = placed.column(alias, column);
            format!("{name} AS {}", self.inner(alias, column))
        });
        named.collect::<Vec<_>>().join(", ")
    }

    fn side(&self, number: usize, is_left: bool, side: &Side, among: &[String]) -> String {
        let before = side.from.map(|from| (list(from), &*self.near[from].holds));
        let placed = Placed {
            printed: self,
            lists: before.clone().into_iter().collect(),
            distances: &[],
        };
        let columns = self.asked(number, &side.holds, true);
        let columns = self.named_within(&columns, &placed);
        let before = before.map(|(name, holds)| (holds.to_vec(), name));
        let added = side.added.iter().map(|&alias| {
            let row = &self.rows.rows[alias];
            (vec![alias], format!("{} AS {}", row.from, row.name))
        });
        let among: Vec<Expr> = among.iter().map(Expr::text).collect();
        format!(
            "{} AS (\n{}\n)",
            self.side_name(number, is_left),
            joined(
                format!("  SELECT {columns}"),
                before.into_iter().chain(added).collect(),
                side.conditions.iter().chain(&among).collect(),
                "",
                &placed
            )
        )
    }

    /// Pairs whose windows touch few buckets, or many.
    fn case(&self, number: usize, columns: &Listed, left: &Width, right: &Width) -> String {
        let near = &self.near[number];
        let placed = Placed {
            printed: self,
            lists: vec![
                ("l".to_owned(), &near.left.holds),
                ("r".to_owned(), &near.right.holds),
            ],
            distances: &[],
        };
        let columns = self.named_within(columns, &placed);
        let is_by_buckets = matches!((left, right), (Width::Few, Width::Few));
        let mut both: Vec<String> = Vec::new();
        if is_by_buckets {
            both.push("l.bucket = r.bucket".to_owned());
        }
        both.extend(near.conditions.iter().map(|it| it.print(&placed)));
        let mut limits: Vec<String> = Vec::new();
        for sum in &near.windows {
            let Ok(limit) = sum.compared(false) else {
                continue;
            };
            let limit = limit.print(&placed);
            limits.push(match is_by_buckets {
                true => limit,
                false => format!("COALESCE({limit}, TRUE)"),
            });
        }
        if is_by_buckets {
            // Two windows have several buckets in common; the first of them counts.
            limits.push(
                "l.bucket = CASE WHEN l.first > r.first THEN l.first ELSE r.first END".to_owned(),
            );
        }
        let (join, on) = match both.as_slice() {
            [] => ("CROSS JOIN", String::new()),
            all => ("JOIN", format!("\n    ON {}", all.join(" AND "))),
        };
        format!(
            "  SELECT {columns}\n  FROM {} AS l\n  {join} {} AS r{on}\n  WHERE {}",
            self.bucketed(number, true, left, is_by_buckets),
            self.bucketed(number, false, right, is_by_buckets),
            limits.join("\n    AND ")
        )
    }

    /// The rows of a side whose windows touch few buckets, or many: with the buckets, where pairs are joined by them.
    fn bucketed(&self, number: usize, is_left: bool, width: &Width, steps: bool) -> String {
        let near = &self.near[number];
        let name = self.side_name(number, is_left);
        if matches!(width, Width::Any) {
            return name;
        }
        let (side, moved) = match is_left {
            true => (&near.left, near.limits),
            false => (&near.right, (0, 0)),
        };
        let placed = Placed {
            printed: self,
            lists: vec![("x".to_owned(), &side.holds)],
            distances: &[],
        };
        let bucket = |end: usize, by: i128| {
            let tick = side.window[end].print(&placed);
            let tick = match by {
                0 => tick,
                1.. => format!("{tick} + {by}"),
                _ => format!("{tick} - {}", -by),
            };
            self.rows.options.dialect.divided(&tick, near.bucket())
        };
        let (first, last) = (bucket(0, moved.0), bucket(1, moved.1));
        let widest = BUCKETS - 1;
        if !steps {
            let test = match width {
                Width::Many => format!("COALESCE({last} - {first} > {widest}, TRUE)"),
                _ => format!("{last} - {first} <= {widest}"),
            };
            return format!("(SELECT * FROM {name} AS x WHERE {test})");
        }
        // Engines would join the steps last, were they not in a select of their own.
        let all: Vec<String> = (0..BUCKETS)
            .map(|i| format!("SELECT {i} AS step"))
            .collect();
        format!(
            "(\n    SELECT x.*, x.first + k.step AS bucket\n    \
             FROM (SELECT x.*, {first} AS first, {last} AS last FROM {name} AS x) AS x\n    \
             CROSS JOIN ({}) AS k\n    WHERE x.last - x.first <= {widest} AND x.first + k.step <= x.last\n  )",
            all.join(" UNION ALL ")
        )
    }
}
