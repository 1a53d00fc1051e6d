//! What the engines have different words for.

use crate::query::Dialect;

/// An engine's words for what views are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Engine(pub(super) Dialect);

impl Engine {
    /// The type of texts.
    pub(super) const fn text(self) -> &'static str {
        match self.0 {
            Dialect::DuckDb | Dialect::DataFusion => "VARCHAR",
            Dialect::Spark | Dialect::BigQuery => "STRING",
        }
    }

    /// The type of whole numbers of 64 bits.
    pub(super) const fn int(self) -> &'static str {
        match self.0 {
            Dialect::BigQuery => "INT64",
            _ => "BIGINT",
        }
    }

    /// The type of whole numbers that are longer than 64 bits.
    const fn long(self) -> &'static str {
        match self.0 {
            Dialect::BigQuery => "BIGNUMERIC",
            _ => "DECIMAL(38, 0)",
        }
    }

    /// The type of fractions.
    const fn double(self) -> &'static str {
        match self.0 {
            Dialect::BigQuery => "FLOAT64",
            _ => "DOUBLE",
        }
    }

    pub(super) fn literal(self, text: &str) -> String {
        self.0.literal(text)
    }

    /// A table as SQL: its parts, with dots between, each as an identifier.
    pub(super) fn table(self, name: &str) -> String {
        match self.0 {
            // Here the whole stands in one pair of marks, in which hyphens of projects may stand.
            Dialect::BigQuery => self.0.identifier(name),
            _ => {
                let parts: Vec<String> = name.split('.').map(|it| self.0.identifier(it)).collect();
                parts.join(".")
            }
        }
    }

    /// What a cell of a raw table says, as a text without spaces around it: null where it says nothing.
    pub(super) fn cell(self, column: &str) -> String {
        let (column, text) = (self.0.identifier(column), self.text());
        format!("nullif(trim(CAST({column} AS {text})), '')")
    }

    /// Nothing, where something of this type could be.
    pub(super) fn null(self, of: &str) -> String {
        format!("CAST(NULL AS {of})")
    }

    pub(super) fn to_text(self, value: &str) -> String {
        format!("CAST({value} AS {})", self.text())
    }

    /// A value as another type, null where it is none.
    fn attempt(self, value: &str, of: &str) -> String {
        let cast = match self.0 {
            Dialect::BigQuery => "SAFE_CAST",
            _ => "TRY_CAST",
        };
        format!("{cast}({value} AS {of})")
    }

    pub(super) fn to_int(self, value: &str) -> String {
        self.attempt(value, self.int())
    }

    pub(super) fn to_long(self, value: &str) -> String {
        self.attempt(value, self.long())
    }

    pub(super) fn to_double(self, value: &str) -> String {
        self.attempt(value, self.double())
    }

    pub(super) fn to_date(self, value: &str) -> String {
        self.attempt(value, "DATE")
    }

    /// Whether a regular expression is found in a text.
    pub(super) fn matches(self, value: &str, expression: &str) -> String {
        let expression = self.literal(expression);
        let called = match self.0 {
            Dialect::DuckDb => "regexp_matches",
            Dialect::Spark | Dialect::DataFusion => "regexp_like",
            Dialect::BigQuery => "REGEXP_CONTAINS",
        };
        format!("{called}({value}, {expression})")
    }

    /// A text with something else wherever a regular expression is found in it.
    fn replaced(self, value: &str, expression: &str, with: &str) -> String {
        let (expression, with) = (self.literal(expression), self.literal(with));
        let globally = match self.0 {
            Dialect::DuckDb | Dialect::DataFusion => ", 'g'",
            Dialect::Spark | Dialect::BigQuery => "",
        };
        format!("regexp_replace({value}, {expression}, {with}{globally})")
    }

    /// The day of month, day and year with slashes between, as year, month and day with hyphens between.
    pub(super) fn turned_day(self, value: &str) -> String {
        let with = match self.0 {
            Dialect::Spark => "$3-$1-$2",
            _ => r"\3-\1-\2",
        };
        let padded = format!("lpad(split_part({value}, '/', 1), 2, '0')");
        match self.0 {
            // Its dates need two digits.
            Dialect::DataFusion => format!(
                "split_part({value}, '/', 3) || '-' || {padded} || '-' || lpad(split_part({value}, '/', 2), 2, '0')"
            ),
            _ => self.replaced(value, "^([0-9]+)/([0-9]+)/([0-9]+)$", with),
        }
    }

    /// The letters and digits of a text, small, with a hyphen for whatever stands between.
    pub(super) fn slug(self, value: &str) -> String {
        let between = match self.0 {
            // These know what is alphabetic; the others know letters.
            Dialect::Spark => r"[^\p{IsAlphabetic}\p{N}]+",
            Dialect::DataFusion => r"[^\p{Alphabetic}\p{N}]+",
            Dialect::DuckDb | Dialect::BigQuery => r"[^\p{L}\p{N}]+",
        };
        let hyphened = self.replaced(value, between, "-");
        match self.0 {
            Dialect::Spark => format!("lower(trim(BOTH '-' FROM {hyphened}))"),
            _ => format!("lower(trim({hyphened}, '-'))"),
        }
    }

    /// Where a text first has another one, from 1; 0 where it has not.
    pub(super) fn place_of(self, part: &str, value: &str) -> String {
        match self.0 {
            Dialect::Spark => format!("instr({value}, {part})"),
            _ => format!("strpos({value}, {part})"),
        }
    }

    /// How many days a date is after the first of 1970.
    pub(super) fn days(self, date: &str) -> String {
        match self.0 {
            Dialect::DuckDb => format!("date_diff('day', DATE '1970-01-01', {date})"),
            Dialect::DataFusion => format!("CAST(CAST({date} AS INT) AS BIGINT)"),
            Dialect::Spark => format!("CAST(unix_date({date}) AS BIGINT)"),
            Dialect::BigQuery => format!("UNIX_DATE({date})"),
        }
    }

    /// Rows that stand in the query, as something to select from.
    pub(super) fn values(self, alias: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
        let (bigquery, mut sql) = (self.0 == Dialect::BigQuery, String::new());
        for (i, row) in rows.iter().enumerate() {
            sql.push_str(if i > 0 { ",\n    " } else { "\n    " });
            if bigquery && i == 0 {
                let named = row.iter().zip(columns);
                let named: Vec<String> =
                    named.map(|(cell, it)| format!("{cell} AS {it}")).collect();
                sql.push_str(&format!("STRUCT({})", named.join(", ")));
            } else {
                sql.push_str(&format!("({})", row.join(", ")));
            }
        }
        if bigquery {
            let columns = columns.join(", ");
            format!("(SELECT {columns} FROM UNNEST([{sql}\n  ])) AS {alias}")
        } else {
            format!("(VALUES{sql}\n  ) AS {alias} ({})", columns.join(", "))
        }
    }

    /// What begins the statement that makes a view, or a table, of this name.
    pub(super) fn create(self, name: &str, is_stored: bool, is_named_fully: bool) -> String {
        let what = match (self.0, is_stored) {
            (Dialect::Spark, true) => "CREATE TABLE",
            // What it keeps for good can't be made of what lasts as long as a session.
            (Dialect::Spark, false) if !is_named_fully => "CREATE OR REPLACE TEMPORARY VIEW",
            (_, true) => "CREATE OR REPLACE TABLE",
            (_, false) => "CREATE OR REPLACE VIEW",
        };
        format!("{what} {name} AS")
    }
}
