//! Pairs within a gap, counted without being made.
//!
//! Let the left event's end lie in `[a, A]`, the right one's in `[b, B]`, and the time between be asked to lie in `[L, U]`.
//! Of two events that are apart,
//! - it is possible where `a + L <= B`, but for those with `A + U < b`, of which the first is true, too;
//! - it is certain where `A + L <= b`, but for those with `a + U < B`. Of these the first is true, too, unless both windows together
//!   are wider than `U - L`. What has a window that is wider by itself is never certain, and left out.
//!
//! Each is a number of pairs of ticks in order, which running sums over the ticks of whoever has both events give. The pairs
//! whose windows are too wide together, and which were taken away though they were not there, are made, and put back: they are few.
//! Pairs that are not apart are taken away as counted, and judged one by one.

use std::fmt::Write;

use super::dialect::Dialect;
use super::expr::{Alias, Expr};
use super::near::{Near, sides};
use super::print::{Output, Printed, joined};
use super::rows::{APART, Event, Rows};
use super::times::{Edge, Node, Times};
use super::ways::{Tie, Way};

/// A tick beyond all of the tables.
const FAR: i128 = 1 << 60;

/// One of the two events: what stands in its list.
struct Side {
    event: Event,
    alias: Alias,
    is_end: bool,
    aliases: Vec<Alias>,
}

/// The counts as SQL; nothing where the pattern is not of two events and a gap, or says more of both than who is in them.
pub(super) fn count(
    rows: &Rows<'_>,
    times: &Times,
    near: &[Near],
    ways: &[Way],
    certainly: bool,
) -> Option<String> {
    let (
        [near],
        [timed],
        [
            Way {
                tie: Tie::Apart, ..
            },
            tied @ ..,
        ],
    ) = (near, times.timed.as_slice(), ways)
    else {
        return None;
    };
    let [way] = timed.ways.as_slice() else {
        return None;
    };
    let two = rows.events.len() == 2 && times.unordered.is_empty();
    if !two || !is_one_gap(way, near) {
        return None;
    }
    let side = |event: Event, alias: Alias, is_end: bool| Side {
        event,
        alias,
        is_end,
        aliases: rows.events[event].rows.clone(),
    };
    let left = side(near.events.0, near.left.alias, near.ends.0);
    let right = side(near.events.1, near.right.alias, near.ends.1);
    let all = |alias: Alias| left.aliases.contains(&alias) || right.aliases.contains(&alias);
    if !(0..rows.rows.len()).all(all) {
        return None;
    }
    let mut keys: Vec<(Expr, Expr)> = Vec::new();
    let (mut own_left, mut own_right) = (Vec::new(), Vec::new());
    for condition in &rows.conditions {
        let aliases = condition.aliases();
        if aliases.iter().all(|alias| left.aliases.contains(alias)) {
            own_left.push(condition);
        } else if aliases.iter().all(|alias| right.aliases.contains(alias)) {
            own_right.push(condition);
        } else {
            // Numbers are sorted faster than keys.
            let [one, other] = condition
                .sides()?
                .map(|side| side.renamed("actor", "actor_ordinal"));
            let is_left = one
                .aliases()
                .iter()
                .all(|alias| left.aliases.contains(alias));
            keys.push(if is_left { (one, other) } else { (other, one) });
        }
    }
    let outputs: Vec<Output> = match rows.options.apart_by {
        Some(_) => vec![Output {
            expr: Expr::column(0, APART),
            name: "apart".to_owned(),
        }],
        None => Vec::new(),
    };
    let printed = Printed {
        rows,
        near: &[],
        ways: &[],
        outputs: &outputs,
    };
    let (least, most) = near.limits;
    let parts = Parts {
        printed: &printed,
        keys: keys.len(),
        least,
        most,
        tied,
    };
    let left_keys: Vec<&Expr> = keys.iter().map(|key| &key.0).collect();
    let right_keys: Vec<&Expr> = keys.iter().map(|key| &key.1).collect();
    // What has a component, or may be on both sides, is told apart from the rest: few columns are sorted faster.
    let some = [&left, &right].map(|side| {
        let component = Expr::column(side.alias, "component");
        Expr::form("{} IS NOT NULL", &[component])
    });
    let (mut tied_left, mut tied_right) = (own_left.clone(), own_right.clone());
    if !rows.may_be_same(left.event, right.event) {
        tied_left.push(&some[0]);
        tied_right.push(&some[1]);
    }
    let lists = [
        parts.list("lefts", &left, &left_keys, &own_left, false),
        parts.list("rights", &right, &right_keys, &own_right, false),
        parts.list("tied_lefts", &left, &left_keys, &tied_left, true),
        parts.list("tied_rights", &right, &right_keys, &tied_right, true),
    ];
    Some(parts.text(&lists, near, certainly))
}

/// Whether a conjunction says no more than how far the two ends of a pair are apart.
fn is_one_gap(way: &[Edge], near: &Near) -> bool {
    let left = Node::End(near.events.0, near.ends.0);
    let right = Node::End(near.events.1, near.ends.1);
    way.iter().all(|edge| {
        let ends = (edge.from, edge.to);
        ends == (left, right) || ends == (right, left)
    })
}

struct Parts<'p> {
    printed: &'p Printed<'p>,
    keys: usize,
    least: i128,
    most: i128,
    /// The selects of pairs that are not apart.
    tied: &'p [Way],
}

/// A number added to a column, as text.
fn moved(column: &str, by: i128) -> String {
    match by {
        0 => column.to_owned(),
        1.. => format!("{column} + {by}"),
        _ => format!("{column} - {}", -by),
    }
}

impl Parts<'_> {
    fn key_names(&self, prefix: &str) -> Vec<String> {
        (1..=self.keys).map(|i| format!("{prefix}k{i}")).collect()
    }

    /// A list of all events on a side.
    fn list(
        &self,
        name: &str,
        side: &Side,
        keys: &[&Expr],
        conditions: &[&Expr],
        tied: bool,
    ) -> String {
        let rows = self.printed.rows;
        let inside = self.printed.by_themselves();
        let (low, high) = sides(side.is_end);
        let column = |name| Expr::column(side.alias, name).print(&inside);
        let mut columns: Vec<String> = Vec::new();
        for (i, key) in keys.iter().enumerate() {
            columns.push(format!("{} AS k{}", key.print(&inside), i + 1));
        }
        if rows.options.apart_by.is_some() {
            columns.push(format!("{} AS apart", column(APART)));
        }
        if tied {
            columns.push(format!("{} AS own", rows.key(side.event).print(&inside)));
            columns.push(format!("{} AS component", column("component")));
        }
        columns.push(format!("COALESCE({}, {}) AS lo", column(low), -FAR));
        columns.push(format!("COALESCE({}, {FAR}) AS hi", column(high)));
        let coins = rows.coins.iter().filter(|coin| {
            let aliases = coin.aliases();
            aliases.iter().all(|alias| side.aliases.contains(alias))
        });
        let mut coins: Vec<String> = coins.map(|coin| coin.print(&inside)).collect();
        coins.dedup();
        columns.push(match coins.as_slice() {
            [] => "1 AS sure".to_owned(),
            all => format!("CASE WHEN {} THEN 1 ELSE 0 END AS sure", all.join(" AND ")),
        });
        let items = side.aliases.iter().map(|&alias| {
            let row = &rows.rows[alias];
            (vec![alias], format!("{} AS {}", row.from, row.name))
        });
        let select = format!("  SELECT {}", columns.join(", "));
        let body = joined(select, items.collect(), conditions.to_vec(), "", &inside);
        format!("{name} AS (\n{body}\n)")
    }
}

impl Parts<'_> {
    fn text(&self, lists: &[String], near: &Near, certainly: bool) -> String {
        let (least, most) = (self.least, self.most);
        let apart = self.printed.rows.options.apart_by.is_some();
        let group = if apart { "apart, " } else { "" };
        let keys: String = self
            .key_names("")
            .iter()
            .map(|key| format!("{key}, "))
            .collect();
        let keys = format!("{group}{keys}");
        let packed = self.is_packed();
        let width = most - least;
        let small = format!("CASE WHEN sure = 1 AND hi - lo <= {width} THEN 1 ELSE 0 END");
        let mut text = String::from("WITH ");
        for list in lists {
            let _ = writeln!(text, "{list},");
        }
        // In list 0 stand `a` and `B`, in list 1 `A` and `b`; `what` is 0 and 1 on the left, 2 and 3 on the right, the odd ones for
        // certain pairs. At one tick those on the left stand first.
        let right = |list: u8, tick: String, what: u8| {
            let only = if what == 3 {
                format!(" WHERE sure = 1 AND hi - lo <= {width}")
            } else {
                String::new()
            };
            if packed {
                return format!(
                    "  SELECT k1 * 2 + {list} AS list, ({tick}) * 4 + {what} AS tick FROM rights{only}"
                );
            }
            format!(
                "  SELECT {keys}{list} AS list, {tick} AS tick, {what} AS what FROM rights{only}"
            )
        };
        let left = |list: u8, tick: &str| {
            if packed {
                return format!(
                    "  SELECT k1 * 2 + {list} AS list, {tick} * 4 + {small} AS tick FROM lefts"
                );
            }
            format!("  SELECT {keys}{list} AS list, {tick} AS tick, {small} AS what FROM lefts")
        };
        let ticks = [
            left(0, "lo"),
            left(1, "hi"),
            right(0, moved("hi", -least), 2),
            right(0, moved("hi", -most - 1), 3),
            right(1, moved("lo", -most - 1), 2),
            right(1, moved("lo", -least), 3),
        ];
        let _ = write!(text, "ticks AS (\n{}\n),\n", ticks.join("\n  UNION ALL\n"));
        text.push_str(&self.running(group, &keys));
        let possible = self.possible();
        let certain = self.certain();
        let mut counted = vec![format!(
            "  SELECT {group}CASE WHEN list = 1 THEN small_pairs ELSE -small_pairs END AS certain,\n    \
                 CASE WHEN list = 0 THEN any_pairs ELSE -any_pairs END AS all_of_them\n  FROM sums"
        )];
        counted.extend(self.too_wide());
        let l_apart = if apart { "l.apart, " } else { "" };
        let equal = self.equal();
        // What windows say of pairs that are tied is taken away, and what is true of them comes in its place.
        let mut ties = vec!["l.component = r.component AND l.own <> r.own"];
        if self.printed.rows.may_be_same(near.events.0, near.events.1) {
            ties.push("l.own = r.own");
        }
        for tied in ties {
            counted.push(format!(
                "  SELECT {l_apart}CASE WHEN {certain} THEN -1 ELSE 0 END AS certain, -1 AS all_of_them\n  FROM tied_lefts AS l\n  \
                 JOIN tied_rights AS r\n    ON {tied}{equal}\n  WHERE {possible}"
            ));
        }
        for way in self.tied {
            counted.push(format!(
                "  SELECT {group}certain, 1 AS all_of_them\n  FROM (\n{}\n  ) AS together",
                self.printed.way(way)
            ));
        }
        let _ = write!(
            text,
            "counted AS (\n{}\n)\n",
            counted.join("\n  UNION ALL\n")
        );
        let named = self.printed.rows.options.apart_by.as_deref().map(|column| {
            format!(
                "apart AS {}, ",
                self.printed.rows.options.dialect.identifier(column)
            )
        });
        let whole = self.printed.rows.options.dialect.integer();
        let groups = if apart { "\nGROUP BY apart" } else { "" };
        let open = if certainly {
            "0".to_owned()
        } else {
            format!("CAST(COALESCE(SUM(all_of_them), 0) - COALESCE(SUM(certain), 0) AS {whole})")
        };
        let _ = write!(
            text,
            "SELECT {}CAST(COALESCE(SUM(certain), 0) AS {whole}) AS certain,\n  {open} AS possible, 0 AS unsettled\n\
             FROM counted{groups}",
            named.unwrap_or_default()
        );
        text
    }

    /// What windows say of a pair in the lists: that it may be.
    fn possible(&self) -> String {
        format!(
            "r.hi - l.lo >= {} AND r.lo - l.hi <= {}",
            self.least, self.most
        )
    }

    /// That it certainly is.
    fn certain(&self) -> String {
        format!(
            "l.sure = 1 AND r.sure = 1 AND r.lo - l.hi >= {} AND r.hi - l.lo <= {}",
            self.least, self.most
        )
    }

    /// What ties two events of a pair, behind an `AND`.
    fn equal(&self) -> String {
        let mut text = String::new();
        if self.printed.rows.options.apart_by.is_some() {
            text.push_str(" AND l.apart = r.apart");
        }
        for key in self.key_names("") {
            let _ = write!(text, " AND l.{key} = r.{key}");
        }
        text
    }

    /// How many pairs stand in order in each list.
    fn running(&self, group: &str, keys: &str) -> String {
        let left = "CASE WHEN what <= 1 THEN 1 ELSE 0 END";
        let small = "CASE WHEN what = 1 THEN 1 ELSE 0 END";
        let sums = format!(
            "SUM({left}) OVER earlier AS any_before, SUM({small}) OVER earlier AS small_before"
        );
        if self.printed.rows.options.dialect != Dialect::DuckDb {
            return format!(
                "running AS (\n  SELECT {group}list, what, {sums}\n  FROM ticks\n  \
                 WINDOW earlier AS (PARTITION BY {keys}list ORDER BY tick, what ROWS UNBOUNDED PRECEDING)\n),\n\
                 sums AS (\n  SELECT {group}list, SUM(CASE WHEN what = 2 THEN any_before END) AS any_pairs,\n    \
                 SUM(CASE WHEN what = 3 THEN small_before END) AS small_pairs\n  FROM running\n  \
                 GROUP BY {group}list\n),\n"
            );
        }
        // Rows in order are added up as they come here, three times as fast as by list; what the lists before had is taken off. That they
        // come in order is what the setting says. Two numbers in one are sorted faster than both.
        let (of, list, what, sorted) = if self.is_packed() {
            (
                "list".to_owned(),
                "list & 1 AS list".to_owned(),
                "tick & 3 AS what",
                "list, tick".to_owned(),
            )
        } else {
            let of = format!("{keys}list");
            (of.clone(), of.clone(), "what", format!("{of}, tick, what"))
        };
        format!(
            "running AS (\n  SELECT {of}, what, {sums}\n  \
             FROM (SELECT {of}, {what} FROM (SELECT {sorted} FROM ticks ORDER BY {sorted}) AS ticked) AS sorted\n  \
             WINDOW earlier AS (ROWS UNBOUNDED PRECEDING)\n),\n\
             lists AS (\n  SELECT {list},\n    \
             SUM(any_before) FILTER (what = 2) - COUNT(*) FILTER (what = 2) * MIN(any_before - {left}) AS any_pairs,\n    \
             SUM(small_before) FILTER (what = 3) - COUNT(*) FILTER (what = 3) * MIN(small_before - {small}) AS small_pairs\n  \
             FROM running\n  GROUP BY {}\n),\n\
             sums AS (\n  SELECT {group}list, SUM(any_pairs) AS any_pairs, SUM(small_pairs) AS small_pairs\n  FROM lists\n  \
             WHERE CASE WHEN CAST(current_setting('preserve_insertion_order') AS BOOLEAN) THEN TRUE\n    \
             ELSE error('this counts rows in order: set preserve_insertion_order to true') END\n  \
             GROUP BY {group}list\n),\n",
            of.replace("list", "running.list"),
        )
    }

    /// Whether a list is told by one number, with that of its kind in it.
    fn is_packed(&self) -> bool {
        let options = &self.printed.rows.options;
        options.dialect == Dialect::DuckDb && options.apart_by.is_none() && self.keys == 1
    }
}

impl Parts<'_> {
    /// Certain pairs that were taken away though they were not there: `A + L > b` and `a + U < B`, which both windows together are
    /// wider for than `U - L`. So one is half as wide at least; and where the other one is small, nearly as wide.
    fn too_wide(&self) -> Vec<String> {
        let width = self.most - self.least;
        let (half, small) = (width / 2, width / 16);
        let nearly = width - small + 1;
        // Those of which there are few, and the others, on either side.
        let ranges = [
            (true, (half, width), (small, width)),
            (false, (half, width), (small, half - 1)),
            (true, (nearly, width), (0, small - 1)),
            (false, (nearly, width), (0, small - 1)),
        ];
        let some = ranges
            .into_iter()
            .filter(|(_, few, many)| few.0 <= few.1 && many.0 <= many.1);
        some.map(|(is_left, few, many)| self.too_wide_between(is_left, few, many))
            .collect()
    }

    /// The same of windows that are at least and at most so wide: few on the left or on the right, and many on the other side.
    fn too_wide_between(&self, is_left: bool, few: (i128, i128), many: (i128, i128)) -> String {
        let dialect = self.printed.rows.options.dialect;
        let size = self.most - self.least + 1;
        let group = if self.printed.rows.options.apart_by.is_some() {
            "l.apart, "
        } else {
            ""
        };
        let side = |side: &str, list: &str, tick: &str, step: char, is_few: bool| {
            let (least, most) = if is_few { few } else { many };
            let bucket = dialect.divided(tick, size);
            // The steps stand on the side of the many, so that engines take it for the larger one; and in a select of their own, since
            // engines would join them last.
            let (step, steps) = match is_few {
                true => (String::new(), ""),
                false => (
                    format!(" {step} k.step"),
                    "\n    CROSS JOIN (SELECT 0 AS step UNION ALL SELECT 1 AS step) AS k",
                ),
            };
            format!(
                "(SELECT {side}.*, {bucket}{step} AS bucket FROM {list} AS {side}{steps}\n    WHERE {side}.sure = 1 \
                 AND {side}.hi - {side}.lo >= {least} AND {side}.hi - {side}.lo <= {most}) AS {side}"
            )
        };
        format!(
            "  SELECT {group}1 AS certain, 0 AS all_of_them\n  FROM {}\n  JOIN {}\n    \
             ON l.bucket = r.bucket{}\n  WHERE r.lo - l.hi < {} AND r.hi - l.lo > {}",
            side("l", "lefts", &moved("l.lo", self.least), '+', is_left),
            side("r", "rights", "r.lo", '-', !is_left),
            self.equal(),
            self.least,
            self.most
        )
    }
}
