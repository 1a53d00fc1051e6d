//! What was probably meant.

/// The candidate nearest to a mistyped word, or none where no candidate is near enough to be meant.
///
/// Upper and lower case count as equal. A candidate is near if one in three letters of the longer word, at
/// least one, would have to be typed otherwise: put in, left out, replaced, or swapped with its neighbour.
/// Among equally near candidates the first is taken.
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
    let word = word.to_lowercase();
    let length = word.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = candidate.chars().count();
        let limit = (length.max(other) / 3).max(1);
        // One letter in place of another says nothing of what was meant by a word of one letter.
        let far = length.abs_diff(other) > limit || limit >= length.max(other);
        if far && !candidate.eq_ignore_ascii_case(&word) {
            continue;
        }
        let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_first_of_equally_near_candidates_is_taken() {
        assert_eq!(nearest("cat", ["bat", "hat"]).as_deref(), Some("bat"));
        assert_eq!(nearest("hat", ["bat", "hat"]).as_deref(), Some("hat"));
    }

    #[test]
    fn a_letter_is_near_to_none_but_itself() {
        assert_eq!(nearest("x", ["y", "z"]), None);
        assert_eq!(nearest("X", ["y", "x"]).as_deref(), Some("x"));
        assert_eq!(nearest("", ["y", ""]), Some(String::new()));
    }

    #[test]
    fn what_is_far_is_not_meant() {
        assert_eq!(nearest("by", ["to", "of"]), None);
        assert_eq!(
            nearest("befor", ["after", "before"]).as_deref(),
            Some("before")
        );
        assert_eq!(
            nearest("Zelensky", ["Zelenskyy"]).as_deref(),
            Some("Zelenskyy")
        );
    }
}
