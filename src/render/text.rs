//! How much room texts take.

/// The width of a text in units of the size of its letters, no less than it is in the fonts of a `sans-serif` family.
///
/// There is no font at hand when a picture is made: wide scripts are taken for square, all else for wide Latin letters.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' => 0.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
        'A'..='Z' | '&' => 0.8,
        ' '..='~' => 0.65,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{80}'..='\u{24f}' => 0.8,
        '\u{370}'..='\u{52f}' => 0.9,
        _ => 1.15,
    }
}

/// The text, or as much of its head as fits into a width, with an ellipsis behind it.
pub(super) fn fit(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let room = most - letter('…');
    let mut sum = 0.0;
    let head = text.chars().take_while(|&next| {
        sum += letter(next);
        sum <= room
    });
    let mut head: String = head.collect();
    head.truncate(head.trim_end().len());
    head.push('…');
    head
}

#[cfg(test)]
mod tests {
    use super::{fit, width};

    #[test]
    fn texts_are_cut_to_fit() {
        assert_eq!(fit("talks", 10.0), "talks");
        let cut = fit("talks in the Kremlin, long into the night", 10.0);
        assert!(cut.starts_with("talks") && cut.ends_with('…'), "{cut}");
        assert!(width(&cut) <= 10.0);
        assert_eq!(fit("anything", 0.0), "…");
    }
}
