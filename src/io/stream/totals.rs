//! What a bulk read has come to.

use std::fmt;

/// What a bulk read has come to so far, or in the end.
///
/// ```
/// use demarche::{Input, Reading};
///
/// let rows = "Aruba\tConsult\tMalta\t2014-01-02\nMalta\tConsult\tAruba\t2014-01-02\n";
/// let mut input = Input::default();
/// let report = Reading::new().quads(rows.as_bytes(), "rows.tsv", &mut input)?;
/// assert_eq!(
///     report.totals.to_string(),
///     "2 rows (0.0 MB): 4 records; 1 folded, 0 repeated, 0 rejected",
/// );
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// The bytes that have been read.
    pub bytes: u64,
    /// The rows that have been read, rejected ones among them, without headers and empty lines.
    pub rows: u64,
    /// The records that were handed on, actors and sources among them.
    pub records: u64,
    /// The rows that tell of an event which another row tells of from the other side; they became a citation.
    pub folded: u64,
    /// The rows that repeat what another row reports; they became a citation.
    pub repeated: u64,
    /// The rows that could not be read.
    pub rejected: u64,
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({:.1} MB): {}; {} folded, {} repeated, {} rejected",
            Count(self.rows, "row"),
            // Exact below 2^53 bytes, which is more than is shown.
            self.bytes as f64 / 1e6,
            Count(self.records, "record"),
            self.folded,
            self.repeated,
            self.rejected,
        )
    }
}

/// So many of something.
struct Count(u64, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count(count, what) = self;
        let end = if *count == 1 { "" } else { "s" };
        write!(f, "{count} {what}{end}")
    }
}
