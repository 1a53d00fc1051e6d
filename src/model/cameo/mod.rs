//! CAMEO: the codes by which files of coded events say what happened.

mod table;

use std::fmt;

use super::EventKind;
use super::words::words;
use table::TABLE;

words! {
    /// Whether an event is cooperation or conflict, in words or in deeds: the class of its CAMEO code.
    pub enum QuadClass: "a class of CAMEO codes" {
        /// Words of cooperation: statements, appeals, talks. Class 1.
        VerbalCooperation = "verbal_cooperation",
        /// Deeds of cooperation: aid, concessions. Class 2.
        MaterialCooperation = "material_cooperation",
        /// Words of conflict: demands, accusations, threats. Class 3.
        VerbalConflict = "verbal_conflict",
        /// Deeds of conflict: protest, sanctions, force. Class 4.
        MaterialConflict = "material_conflict",
    }
}

impl QuadClass {
    /// Its number, from 1 to 4.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The class of this number; none but for 1 to 4.
    pub fn numbered(number: u8) -> Option<QuadClass> {
        let at = usize::from(number).checked_sub(1)?;
        QuadClass::ALL.get(at).copied()
    }
}

/// A code of CAMEO, the list of "Conflict and Mediation Event Observations" (Gerner, Schrodt, Yilmaz and Abu-Jabr 2002),
/// with which ICEWS, GDELT and others say what an event is.
///
/// A code is a text of two to four digits, and leading zeros count. In records it stands behind the name of its list:
/// `CAMEO:042`, the [`code`](crate::Common::code) of an event.
///
/// The table has, for each of the 312 codes, its class, its value on the scale of Goldstein (1992) and the kind of event
/// that readers of coded events make of it. Class and value are those that publishers give; their scales differ on a few
/// codes, so that a file may state values that are not those of the table. The kind is a choice of this library:
///
/// - root 04, consultation, is a meeting: talks, telephone calls, visits, mediation, negotiation;
/// - 057, the signing of an agreement, is a document;
/// - what is said is a statement: roots 01, 02, 03, 10, 11, 12 and 13, and praise, defence, rallying, apology and
///   forgiveness of root 05. That somebody means to meet (036) is a statement, and no meeting. Not statements are
///   symbolic acts (017), lawsuits and verdicts (115, 116), the defiance of norms (128) and vetoes (129);
/// - all else is an action.
///
/// ```
/// use demarche::{Cameo, EventKind, QuadClass};
///
/// let visit = Cameo::find("042").ok_or("no such code")?;
/// assert_eq!(visit.to_string(), "CAMEO:042");
/// assert_eq!(visit.root(), "04");
/// assert_eq!(visit.kind(), EventKind::Meeting);
/// assert_eq!(visit.quad_class(), QuadClass::VerbalCooperation);
/// assert_eq!(visit.goldstein(), 1.9);
/// assert_eq!(Cameo::find("42"), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cameo {
    /// Its place in the table.
    at: u16,
}

impl Cameo {
    /// How many codes there are.
    pub const COUNT: usize = TABLE.len();

    /// What stands before a code in records.
    pub const PREFIX: &'static str = "CAMEO:";

    /// All codes, in the order of their texts.
    pub fn all() -> impl ExactSizeIterator<Item = Cameo> {
        (0..TABLE.len() as u16).map(|at| Cameo { at })
    }

    /// The code of these digits, none if there is none; takes time logarithmic in the number of codes.
    pub fn find(code: &str) -> Option<Cameo> {
        let at = TABLE.binary_search_by(|row| row.0.cmp(code)).ok()?;
        Some(Cameo { at: at as u16 })
    }

    /// The code that a record states, such as `CAMEO:042`; none if it is of another list, or there is none.
    ///
    /// ```
    /// use demarche::Cameo;
    ///
    /// assert_eq!(Cameo::of("CAMEO:042"), Cameo::find("042"));
    /// assert_eq!(Cameo::of("PLOVER:CONSULT"), None);
    /// ```
    pub fn of(code: &str) -> Option<Cameo> {
        Cameo::find(code.strip_prefix(Cameo::PREFIX)?)
    }

    /// The code that files of coded events mean by a name, where they give no number; upper and lower case are alike.
    /// Known are the 230 names that occur in ICEWS of 2014. Takes time linear in the number of codes.
    ///
    /// ```
    /// use demarche::Cameo;
    ///
    /// assert_eq!(Cameo::named("Host a visit"), Cameo::find("043"));
    /// assert_eq!(Cameo::named("Visit"), None);
    /// ```
    pub fn named(name: &str) -> Option<Cameo> {
        let name = name.trim();
        let of = |(_, _, _, _, own): &table::Row| !own.is_empty() && own.eq_ignore_ascii_case(name);
        let at = TABLE.iter().position(of)?;
        Some(Cameo { at: at as u16 })
    }

    fn row(self) -> table::Row {
        TABLE[usize::from(self.at)]
    }

    /// The digits, with leading zeros: `042`.
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// The name by which files of coded events call it, where it is known.
    pub fn name(self) -> Option<&'static str> {
        Some(self.row().4).filter(|name| !name.is_empty())
    }

    /// The first two digits, which are the code of its group.
    pub fn root(self) -> &'static str {
        self.code().get(..2).unwrap_or_default()
    }

    /// Whether it is cooperation or conflict, in words or deeds.
    pub fn quad_class(self) -> QuadClass {
        QuadClass::numbered(self.row().1).unwrap_or(QuadClass::VerbalCooperation)
    }

    /// Its value on the scale of Goldstein, from -10 (war) to 10 (peace), to one decimal.
    pub fn goldstein(self) -> f64 {
        f64::from(self.goldstein_tenths()) / 10.0
    }

    /// The same value in tenths, which is exact.
    pub fn goldstein_tenths(self) -> i8 {
        self.row().2
    }

    /// The kind of event that readers make of it.
    pub fn kind(self) -> EventKind {
        self.row().3
    }
}

/// As records have it: `CAMEO:042`.
impl fmt::Display for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Cameo::PREFIX, self.code())
    }
}

impl fmt::Debug for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cameo({})", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_and_sound() {
        for code in Cameo::all() {
            assert_eq!(Cameo::find(code.code()), Some(code));
            assert_eq!(Cameo::of(&code.to_string()), Some(code));
            assert!((2..=4).contains(&code.code().len()), "{code}");
            assert!(Cameo::find(code.root()).is_some(), "{code}");
            assert_eq!(
                QuadClass::numbered(code.quad_class().number()),
                Some(code.quad_class())
            );
            assert!((-100..=100).contains(&code.goldstein_tenths()), "{code}");
            if let Some(name) = code.name() {
                assert_eq!(Cameo::named(&name.to_uppercase()), Some(code));
            }
        }
        assert_eq!(Cameo::all().len(), Cameo::COUNT);
        assert_eq!(QuadClass::numbered(0), None);
        assert_eq!(QuadClass::numbered(5), None);
    }

    #[test]
    fn codes_are_of_the_kind_that_the_documentation_says() {
        let of = |kind| Cameo::all().filter(move |code| code.kind() == kind);
        let codes = |kind| of(kind).map(Cameo::code).collect::<Vec<_>>();
        assert_eq!(
            codes(EventKind::Meeting),
            ["04", "040", "041", "042", "043", "044", "045", "046"]
        );
        assert_eq!(codes(EventKind::Document), ["057"]);
        for code in of(EventKind::Statement) {
            let spoken = matches!(code.root(), "01" | "02" | "03" | "10" | "11" | "12" | "13");
            assert!(spoken || matches!(code.code(), "051" | "052" | "053" | "055" | "056"));
        }
        let spoken = of(EventKind::Action)
            .filter(|code| matches!(code.root(), "01" | "02" | "03" | "10" | "11" | "12" | "13"));
        let spoken: Vec<&str> = spoken.map(Cameo::code).collect();
        assert_eq!(spoken, ["017", "115", "116", "128", "129"]);
    }
}
