//! For which engine SQL is written.

use crate::model::words::words;

words! {
    /// An engine for which SQL is written: the same tables and answers, in its own words.
    ///
    /// ```
    /// use demarche::Dialect;
    ///
    /// assert_eq!("spark".parse(), Ok(Dialect::Spark));
    /// assert_eq!(Dialect::BigQuery.to_string(), "bigquery");
    /// let error = "duckbd".parse::<Dialect>().unwrap_err();
    /// assert_eq!(error.suggestion(), Some("duckdb"));
    /// ```
    pub enum Dialect: "a dialect of SQL" {
        /// DuckDB.
        DuckDb = "duckdb",
        /// Spark SQL of Apache Spark.
        Spark = "spark",
        /// Apache DataFusion.
        DataFusion = "datafusion",
        /// GoogleSQL, as BigQuery has it.
        BigQuery = "bigquery",
    }
}

impl Dialect {
    /// Whether a backslash in a text, or in a name, stands for the character behind it.
    const fn escapes(self) -> bool {
        matches!(self, Dialect::Spark | Dialect::BigQuery)
    }

    /// A text as SQL.
    pub(crate) fn literal(self, text: &str) -> String {
        let mut sql = String::with_capacity(text.len() + 2);
        sql.push('\'');
        for c in text.chars() {
            match c {
                '\'' if self.escapes() => sql.push_str("\\'"),
                '\\' if self.escapes() => sql.push_str("\\\\"),
                '\n' if self.escapes() => sql.push_str("\\n"),
                '\r' if self.escapes() => sql.push_str("\\r"),
                '\'' => sql.push_str("''"),
                other => sql.push(other),
            }
        }
        sql.push('\'');
        sql
    }

    /// The name of a column as SQL.
    pub(crate) fn identifier(self, name: &str) -> String {
        match self {
            Dialect::DuckDb | Dialect::DataFusion => format!("\"{}\"", name.replace('"', "\"\"")),
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
            Dialect::BigQuery => format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`")),
        }
    }

    /// What stands between two selects whose rows count once.
    pub(super) const fn union(self) -> &'static str {
        match self {
            Dialect::BigQuery => "UNION DISTINCT",
            _ => "UNION",
        }
    }

    /// One whole number divided by another, cut to a whole number.
    pub(super) fn divided(self, dividend: &str, divisor: i128) -> String {
        match self {
            Dialect::DuckDb => format!("({dividend}) // {divisor}"),
            Dialect::Spark => format!("({dividend}) DIV {divisor}"),
            Dialect::DataFusion => format!("({dividend}) / {divisor}"),
            Dialect::BigQuery => format!("DIV({dividend}, {divisor})"),
        }
    }

    /// True; but where a condition holds, an error ends the query. The form has a hole for the condition, and one for a
    /// text that tells where.
    pub(super) const fn refused(self) -> &'static str {
        match self {
            Dialect::DuckDb => "CASE WHEN {} THEN error({}) ELSE TRUE END",
            Dialect::Spark => "CASE WHEN {} THEN raise_error({}) ELSE TRUE END",
            Dialect::DataFusion => "CASE WHEN {} THEN CAST({} AS BIGINT) = 0 ELSE TRUE END",
            Dialect::BigQuery => "IF({}, ERROR({}), TRUE)",
        }
    }
}
