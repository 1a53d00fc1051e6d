//! Which rows of a raw table are sound, and which are rejected for what.

use super::engine::Engine;

/// What can be wrong with the cells of a row, as conditions, with the raw column of each.
#[derive(Debug)]
pub(super) struct Checks {
    engine: Engine,
    /// The column that is at fault, the condition, and the cell.
    faults: Vec<(&'static str, String, &'static str)>,
}

/// One more than the greatest number of 64 bits that stands for one.
const TOO_LONG: &str = "18446744073709551615";

impl Checks {
    pub(super) fn new(engine: Engine) -> Checks {
        Checks {
            engine,
            faults: Vec::new(),
        }
    }

    /// Rejects rows of which a condition holds, or is not known to fail.
    pub(super) fn unless(
        mut self,
        column: &'static str,
        cell: &'static str,
        sound: String,
    ) -> Checks {
        let bad = format!("NOT coalesce({sound}, FALSE)");
        self.faults.push((column, bad, cell));
        self
    }

    /// Rejects rows that say nothing in a cell.
    pub(super) fn needed(mut self, column: &'static str, cell: &'static str) -> Checks {
        self.faults.push((column, format!("{cell} IS NULL"), cell));
        self
    }

    /// Rejects rows that say in a cell what a condition refuses.
    pub(super) fn given(self, column: &'static str, cell: &'static str, sound: &str) -> Checks {
        self.unless(column, cell, format!("{cell} IS NULL OR ({sound})"))
    }

    /// Rejects rows with something in a cell that is no number of digits.
    pub(super) fn number(self, column: &'static str, cell: &'static str) -> Checks {
        let (digits, long) = (self.digits(cell), self.engine.to_long(cell));
        let limit = self.engine.to_long(&format!("'{TOO_LONG}'"));
        self.given(column, cell, &format!("{digits} AND {long} < {limit}"))
    }

    /// Rejects rows whose number of an event is none of 63 bits.
    pub(super) fn event(self, column: &'static str, cell: &'static str) -> Checks {
        let sound = format!(
            "{} AND {} >= 0",
            self.digits(cell),
            self.engine.to_int(cell)
        );
        self.unless(column, cell, sound)
    }

    /// Rejects rows with something in a cell that is no number from -100 to 100.
    pub(super) fn intensity(self, column: &'static str, cell: &'static str) -> Checks {
        let fraction = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";
        let sound = self.engine.matches(cell, fraction);
        let value = self.engine.to_double(cell);
        self.given(column, cell, &format!("{sound} AND abs({value}) <= 100"))
    }

    fn digits(&self, cell: &str) -> String {
        self.engine.matches(cell, "^[0-9]+$")
    }

    /// The query of all rows of cells, with `fault`, the column for which a row is rejected, and what it `found` there.
    pub(super) fn query(&self, cells: &[(&str, String)], raw: &str) -> String {
        let mut columns = String::new();
        for (name, cell) in cells {
            let comma = if columns.is_empty() { "" } else { ",\n    " };
            columns.push_str(&format!("{comma}{cell} AS {name}"));
        }
        let case = |pick: fn(&(&'static str, String, &'static str)) -> String| {
            let cases = self.faults.iter();
            let cases = cases.map(|fault| format!("    WHEN {} THEN {}\n", fault.1, pick(fault)));
            format!("CASE\n{}  END", cases.collect::<String>())
        };
        format!(
            "SELECT cells.*,\n  {fault} AS fault\nFROM (\n  SELECT {columns}\n  FROM {raw}\n) AS cells",
            fault = case(|(column, _, _)| format!("'{column}'")),
        )
    }

    /// The query of what is rejected: the table, the number of the row's event, the column and what stands there.
    pub(super) fn rejected(&self, raw: &str, checked: &str) -> String {
        let mut seen = Vec::new();
        let mut found = String::from("CASE fault");
        for (column, _, cell) in &self.faults {
            if !seen.contains(column) {
                seen.push(*column);
                found.push_str(&format!("\n    WHEN '{column}' THEN {cell}"));
            }
        }
        let table = self.engine.literal(raw);
        format!(
            "SELECT {table} AS raw_table, id AS event, fault AS raw_column,\n  {found} END AS found\nFROM {checked}\nWHERE fault IS NOT NULL"
        )
    }
}
