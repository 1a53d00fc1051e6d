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
}
