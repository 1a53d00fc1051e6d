//! What can be typed behind `sql`.

use std::path::PathBuf;

use super::ReadArgs;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Constants in the query are keys; with --names, also names and titles in FILE. A query that has\n\
                  no exact form in SQL is refused. `export` writes the tables.\n\n\
                  Examples:\n  demarche sql 'find ?who, ?m where meeting ?m with ?who' --dialect duckdb\n  \
                  demarche sql 'find count where meeting ?m with ?a\n    \
                  and statement ?s by ?a and ?m before ?s within 3d' --dialect spark\n  \
                  demarche sql --views gdelt2 --dialect bigquery >views.sql"
)]
pub(crate) struct Sql {
    /// The query, in quotes
    #[arg(value_name = "QUERY", required_unless_present = "views")]
    pub(crate) query: Option<String>,
    /// Write for duckdb, spark, datafusion or bigquery
    #[arg(long, value_name = "DIALECT")]
    pub(crate) dialect: String,
    /// Print views instead that present raw tables, gdelt2 or icews, as those that queries ask
    #[arg(long, value_name = "OF", conflicts_with = "query")]
    pub(crate) views: Option<String>,
    /// Take names, aliases and titles in the query from this timeline
    #[arg(long, value_name = "FILE", conflicts_with = "views")]
    pub(crate) names: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    /// What stands before the name of each table, such as `archive.`
    #[arg(long, value_name = "PREFIX", conflicts_with = "views")]
    pub(crate) prefix: Option<String>,
    /// The column that tells timelines apart where several lie in the same tables
    #[arg(long, value_name = "COLUMN", conflicts_with = "views")]
    pub(crate) apart_by: Option<String>,
}
