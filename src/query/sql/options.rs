//! How SQL is to be written.

use super::dialect::Dialect;

/// How a pattern is written as SQL: for which engine, and where the tables are.
///
/// ```
/// use demarche::{Dialect, Pattern, SqlOptions};
///
/// let pattern: Pattern = "find ?m where meeting ?m with putin".parse()?;
/// let sql = pattern.to_sql(SqlOptions::new(Dialect::BigQuery).prefix("archive.talks."))?;
/// assert!(sql.contains("FROM archive.talks.participants AS p1"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SqlOptions {
    /// The engine.
    pub dialect: Dialect,
    /// What stands before the name of each table, such as `archive.`; nothing unless told. It is written as it is.
    pub prefix: String,
    /// A column of every table that tells timelines apart which lie in the same tables: rows are joined only where it
    /// is the same, and it stands first among the columns of the answers. None unless told. It is written as an identifier.
    pub apart_by: Option<String>,
}

impl SqlOptions {
    /// SQL for an engine, over tables that are called as the contract calls them.
    pub fn new(dialect: Dialect) -> SqlOptions {
        SqlOptions {
            dialect,
            prefix: String::new(),
            apart_by: None,
        }
    }

    /// The same with something before the names of tables.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> SqlOptions {
        self.prefix = prefix.into();
        self
    }

    /// The same for tables of several timelines that a column tells apart.
    #[must_use]
    pub fn apart_by(mut self, column: impl Into<String>) -> SqlOptions {
        self.apart_by = Some(column.into());
        self
    }

    /// The column that tells timelines apart, and a comma; nothing where there is none.
    pub(super) fn apart(&self) -> String {
        let column = self.apart_by.as_deref();
        column.map_or_else(String::new, |it| {
            format!("{}, ", self.dialect.identifier(it))
        })
    }
}

impl From<Dialect> for SqlOptions {
    fn from(dialect: Dialect) -> SqlOptions {
        SqlOptions::new(dialect)
    }
}
