//! The nearest of the words that would have been right.

/// The candidate nearest to a mistyped word, or none where no candidate is near enough to be meant.
///
/// Upper and lower case count as equal. A candidate is near if no more than one in three letters of the longer word
/// would have to be typed otherwise: put in, left out, replaced, or swapped with its neighbour. Among equally near
/// candidates the first is taken.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = candidate.chars().count();
        let limit = length.max(other) / 3;
        if length.abs_diff(other) > limit {
            continue;
        }
        let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_first_of_equally_near_candidates_is_taken() {
        assert_eq!(nearest("cat", ["bat", "hat"]), Some("bat"));
        assert_eq!(nearest("hat", ["bat", "hat"]), Some("hat"));
    }

    #[test]
    fn a_word_of_one_or_two_letters_is_near_to_none_but_itself() {
        assert_eq!(nearest("x", ["y", "z"]), None);
        assert_eq!(nearest("no", ["to", "on"]), None);
        assert_eq!(nearest("X", ["y", "x"]), Some("x"));
        assert_eq!(nearest("", ["y", ""]), Some(""));
    }

    #[test]
    fn what_is_far_is_not_meant() {
        assert_eq!(nearest("by", ["to", "of"]), None);
        assert_eq!(nearest("location", ["action"]), None);
        assert_eq!(nearest("befor", ["after", "before"]), Some("before"));
        assert_eq!(nearest("Zelensky", ["Zelenskyy"]), Some("Zelenskyy"));
    }
}
