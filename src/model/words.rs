//! Closed lists of words, such as the roles in a meeting: one macro, so that each list stands once.

use std::fmt;

/// A word that is not one of those known for its kind, with the nearest that is.
///
/// ```
/// use demarche::Role;
///
/// let error = "gest".parse::<Role>().unwrap_err();
/// assert_eq!(error.suggestion(), Some("guest"));
/// assert_eq!(
///     error.to_string(),
///     "\"gest\" is not a role (host, guest, mediator, observer or delegate); did you mean \"guest\"?",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct WordError {
    word: String,
    what: &'static str,
    known: &'static [&'static str],
    suggestion: Option<String>,
}

impl WordError {
    pub(crate) fn new(word: &str, what: &'static str, known: &'static [&'static str]) -> WordError {
        WordError {
            word: word.to_owned(),
            what,
            known,
            suggestion: super::nearest(word, known.iter().copied()),
        }
    }

    /// The known word that was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// What is wrong, without the suggestion.
    pub(crate) fn message(&self) -> String {
        let known = Listed(self.known);
        format!("{:?} is not {} ({known})", self.word, self.what)
    }
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        match &self.suggestion {
            Some(word) => write!(f, "; did you mean {word:?}?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for WordError {}

/// Words joined as in a sentence: `a, b or c`.
pub(crate) struct Listed<'a>(pub(crate) &'a [&'a str]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, word) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(if i + 1 == self.0.len() { " or " } else { ", " })?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}

/// A closed list of words, as those who read one need it, whichever list it is.
pub(crate) trait Word: Copy + 'static {
    /// What one is called in messages, with its article.
    const WHAT: &'static str;
    /// Every name, in the order of the declaration.
    const NAMES: &'static [&'static str];
    /// The variant called `word`.
    fn named(word: &str) -> Option<Self>;
}

/// Declares an enum of words. Each variant is followed by its name in files and queries.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $kind:ident: $what:literal {
            $($(#[$of:meta])* $variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $kind {
            $($(#[$of])* $variant,)+
        }

        impl $kind {
            /// Every one there is, in the order of the declaration.
            $vis const ALL: [$kind; [$($name),+].len()] = [$($kind::$variant),+];

            /// The name in files and queries.
            $vis const fn name(self) -> &'static str {
                match self {
                    $($kind::$variant => $name,)+
                }
            }
        }

        impl $crate::model::words::Word for $kind {
            const WHAT: &'static str = $what;
            const NAMES: &'static [&'static str] = &[$($name),+];

            fn named(word: &str) -> Option<$kind> {
                match word {
                    $($name => Some($kind::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = $crate::model::WordError;

            /// Reads the name.
            ///
            /// # Errors
            ///
            /// If there is none so called; the error holds the nearest that there is.
            fn from_str(word: &str) -> Result<$kind, $crate::model::WordError> {
                use $crate::model::words::Word;
                $kind::named(word)
                    .ok_or_else(|| $crate::model::WordError::new(word, $what, $kind::NAMES))
            }
        }
    };
}
pub(crate) use words;
