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
