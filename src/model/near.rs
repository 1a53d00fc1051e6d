//! What was probably meant.

/// The candidate nearest to a mistyped word, or none where no candidate is near enough to be meant.
///
/// Upper and lower case count as equal. A candidate is near if no more than one in three letters of the longer
/// word would have to be typed otherwise: put in, left out, replaced, or swapped with its neighbour. Among
/// equally near candidates the first is taken.
///
/// Takes time proportional to the number of candidates whose length is about that of the word.
///
/// ```
/// use demarche::nearest;
///
/// assert_eq!(nearest("tiem", ["title", "time"]).as_deref(), Some("time"));
/// assert_eq!(nearest("Organisation", ["organization"]).as_deref(), Some("organization"));
/// assert_eq!(nearest("location", ["place"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    crate::time::nearest(word, candidates).map(str::to_owned)
}
