//! Times as blocks.

use super::{HEAD, LENGTH, OTHER, PAIRS, Times, UTC};
use crate::timeline::blocks::{Unsound, ensure, join, stored};

stored! { Times { "codes" => codes, "others" => others, } }

impl Times {
    /// Every code stands for a text.
    fn sound(&self, name: &str) -> Result<(), Unsound> {
        let others = self.others.len() as u64;
        let known = self.codes.iter().all(|&code| is_code(code, others));
        ensure(known, &join(name, "codes"), "a code of no time")
    }

    /// How many times there may be: those at the end that were never put are none.
    pub(crate) fn rows(&self) -> usize {
        self.codes.len()
    }
}

fn is_code(code: u64, others: u64) -> bool {
    let length = code & LENGTH;
    if length <= OTHER {
        return code == 0 || length == OTHER && code & UTC == 0 && code >> HEAD < others;
    }
    // The place of a pair tells whether a text of this length has it.
    let digits = code >> HEAD;
    let pair = |(i, (at, _)): (usize, (usize, u8))| {
        let pair = digits >> (28 - 7 * i) & 0x7f;
        if (at as u64) < length {
            pair < 100
        } else {
            pair == 0
        }
    };
    matches!(length, 4 | 7 | 10 | 16 | 19)
        && (code & UTC == 0 || length > 10)
        && digits >> 35 < 10_000
        && PAIRS.into_iter().enumerate().all(pair)
}

#[cfg(test)]
mod tests {
    use super::super::{decode, encode};
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn every_plain_time_has_a_code(
            text in "[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?)?)?",
        ) {
            let code = encode(&text).expect("plain");
            prop_assert!(is_code(code, 0));
        }

        #[test]
        fn a_plain_code_is_that_of_its_text(high: u64, low in 0u64..64) {
            let code = high << HEAD >> 10 | low;
            if is_code(code, 0) && code != 0 {
                prop_assert_eq!(encode(decode(code).as_str()), Some(code));
            }
        }
    }
}
