//! Titles, and the adjectives and names beside them that say of whom.

use super::people::spelled;

/// Of whom somebody is: a state or an organization, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whose {
    pub(super) key: &'static str,
    pub(super) is_state: bool,
}

/// Titles of one word or several. Where one begins another, the longer one counts.
const TITLES: &[&str] = &[
    "Acting Foreign Minister",
    "Acting President",
    "Acting Prime Minister",
    "Amir",
    "Caretaker Prime Minister",
    "Chairman",
    "Chairman of the Presidency",
    "Chancellor",
    "Chief of State",
    "Crown Prince",
    "Defense Minister",
    "Deputy Prime Minister",
    "Emir",
    "Emperor",
    "Empress",
    "External Affairs Minister",
    "Federal Chancellor",
    "First Deputy Prime Minister",
    "First Minister",
    "First Secretary",
    "Foreign Affairs Minister",
    "Foreign Minister",
    "Foreign Secretary",
    "General",
    "General Secretary",
    "Generalissimo",
    "Governor General",
    "Grand Duchess",
    "Grand Duke",
    "Head of State",
    "Interim President",
    "Interim Prime Minister",
    "King",
    "Marshal",
    "Minister for Foreign Affairs",
    "Minister of Defense",
    "Minister of External Affairs",
    "Minister of Foreign Affairs",
    "Minister of Foreign Affairs and Expatriates",
    "Party Chairman",
    "Party Secretary",
    "Pope",
    "Premier",
    "President",
    "President-elect",
    "Prime Minister",
    "Prime Minister-elect",
    "Prince",
    "Prince Regent",
    "Princess",
    "Queen",
    "Secretary General",
    "Secretary-General",
    "Shah",
    "Sheikh",
    "State Councilor",
    "Sultan",
    "Taoiseach",
    "Transitional President",
    "Vice Premier",
];

/// Who is meant by a word before a title: `Soviet` and `U.S.S.R.`, the state `ussr`.
const STATES: &[(&str, &str)] = &[
    ("Angolan", "angola"),
    ("Bahamian", "bahamas"),
    ("Bosnian", "bosnia-herzegovina"),
    ("Chinese", "china"),
    ("Costa Rican", "costa-rica"),
    ("Emirati", "united-arab-emirates"),
    ("Gabonese", "gabon"),
    ("Guyanese", "guyana"),
    ("Jamaican", "jamaica"),
    ("Kazakh", "kazakhstan"),
    ("Korean", "korea-south"),
    ("Kosovar", "kosovo"),
    ("Kyrgyz", "kyrgyzstan"),
    ("Macedonian", "macedonia"),
    ("Malian", "mali"),
    ("Moldovan", "moldova"),
    ("Mongolian", "mongolia"),
    ("Mozambican", "mozambique"),
    ("Namibian", "namibia"),
    ("Nepalese", "nepal"),
    ("Paraguayan", "paraguay"),
    ("Rwandan", "rwanda"),
    ("Salvadoran", "el-salvador"),
    ("Sri Lankan", "sri-lanka"),
    ("Tajik", "tajikistan"),
    ("Uzbek", "uzbekistan"),
    ("Zambian", "zambia"),
    ("Zimbabwean", "zimbabwe"),
    ("Afghan", "afghanistan"),
    ("Albanian", "albania"),
    ("Algerian", "algeria"),
    ("Argentine", "argentina"),
    ("Armenian", "armenia"),
    ("Australian", "australia"),
    ("Austrian", "austria"),
    ("Azerbaijani", "azerbaijan"),
    ("Bahraini", "bahrain"),
    ("Bangladeshi", "bangladesh"),
    ("Belarusian", "belarus"),
    ("Belgian", "belgium"),
    ("Bolivian", "bolivia"),
    ("Brazilian", "brazil"),
    ("British", "united-kingdom"),
    ("Bulgarian", "bulgaria"),
    ("Burmese", "burma"),
    ("Cambodian", "cambodia"),
    ("Cameroonian", "cameroon"),
    ("Canadian", "canada"),
    ("Chadian", "chad"),
    ("Chilean", "chile"),
    ("Colombian", "colombia"),
    ("Croatian", "croatia"),
    ("Cuban", "cuba"),
    ("Cypriot", "cyprus"),
    ("Czech", "czech-republic"),
    ("Danish", "denmark"),
    ("Dutch", "netherlands"),
    ("East German", "german-democratic-republic"),
    ("Ecuadorean", "ecuador"),
    ("Egyptian", "egypt"),
    ("Estonian", "estonia"),
    ("Ethiopian", "ethiopia"),
    ("Fijian", "fiji"),
    ("Finnish", "finland"),
    ("French", "france"),
    ("Georgian", "georgia"),
    ("German", "germany"),
    ("Ghanaian", "ghana"),
    ("Greek", "greece"),
    ("Guatemalan", "guatemala"),
    ("Haitian", "haiti"),
    ("Honduran", "honduras"),
    ("Hungarian", "hungary"),
    ("Icelandic", "iceland"),
    ("Indian", "india"),
    ("Indonesian", "indonesia"),
    ("Iranian", "iran"),
    ("Iraqi", "iraq"),
    ("Irish", "ireland"),
    ("Israeli", "israel"),
    ("Italian", "italy"),
    ("Ivorian", "cote-divoire"),
    ("Japanese", "japan"),
    ("Jordanian", "jordan"),
    ("Kazakhstani", "kazakhstan"),
    ("Kenyan", "kenya"),
    ("Kuwaiti", "kuwait"),
    ("Laotian", "laos"),
    ("Latvian", "latvia"),
    ("Lebanese", "lebanon"),
    ("Liberian", "liberia"),
    ("Libyan", "libya"),
    ("Lithuanian", "lithuania"),
    ("Malaysian", "malaysia"),
    ("Maltese", "malta"),
    ("Mexican", "mexico"),
    ("Montenegrin", "montenegro"),
    ("Moroccan", "morocco"),
    ("New Zealand", "new-zealand"),
    ("Nicaraguan", "nicaragua"),
    ("Nigerian", "nigeria"),
    ("North Korean", "korea-north"),
    ("Norwegian", "norway"),
    ("Omani", "oman"),
    ("Pakistani", "pakistan"),
    ("Palestinian", "palestinian-authority"),
    ("Palestinian Authority", "palestinian-authority"),
    ("Panamanian", "panama"),
    ("Peruvian", "peru"),
    ("Philippine", "philippines"),
    ("Polish", "poland"),
    ("Portuguese", "portugal"),
    ("Qatari", "qatar"),
    ("Romanian", "romania"),
    ("Russian", "russia"),
    ("Russian Federation", "russia"),
    ("Saudi", "saudi-arabia"),
    ("Saudi Arabian", "saudi-arabia"),
    ("Senegalese", "senegal"),
    ("Serbian", "serbia"),
    ("Singaporean", "singapore"),
    ("Slovak", "slovakia"),
    ("Slovenian", "slovenia"),
    ("Somali", "somalia"),
    ("Somalian", "somalia"),
    ("South African", "south-africa"),
    ("South Korean", "korea-south"),
    ("Soviet", "ussr"),
    ("Spanish", "spain"),
    ("Sudanese", "sudan"),
    ("Swedish", "sweden"),
    ("Swiss", "switzerland"),
    ("Syrian", "syria"),
    ("Taiwanese", "taiwan"),
    ("Tanzanian", "tanzania"),
    ("Thai", "thailand"),
    ("Tunisian", "tunisia"),
    ("Turkish", "turkey"),
    ("U.K.", "united-kingdom"),
    ("UAE", "united-arab-emirates"),
    ("UK", "united-kingdom"),
    ("Ugandan", "uganda"),
    ("Ukrainian", "ukraine"),
    ("United Arab Emirates", "united-arab-emirates"),
    ("Uruguayan", "uruguay"),
    ("Venezuelan", "venezuela"),
    ("Vietnamese", "vietnam"),
    ("West German", "germany"),
    ("Yemeni", "yemen"),
    ("Yugoslav", "yugoslavia"),
];

/// Organizations whose people are named.
const ORGANIZATIONS: &[(&str, &str, &str)] = &[
    ("Arab League", "arab-league", "Arab League"),
    ("ASEAN", "asean", "Association of Southeast Asian Nations"),
    ("EC", "european-community", "European Community"),
    ("EU", "european-union", "European Union"),
    (
        "European Commission",
        "european-commission",
        "European Commission",
    ),
    (
        "European Parliament",
        "european-parliament",
        "European Parliament",
    ),
    ("NATO", "nato", "North Atlantic Treaty Organization"),
    ("OAS", "oas", "Organization of American States"),
    (
        "OECD",
        "oecd",
        "Organization for Economic Cooperation and Development",
    ),
    ("PLO", "plo", "Palestine Liberation Organization"),
    ("UN", "united-nations", "United Nations"),
    ("U.N.", "united-nations", "United Nations"),
    ("United Nations", "united-nations", "United Nations"),
];

/// The name of an organization.
pub(super) fn organization(key: &str) -> Option<&'static str> {
    ORGANIZATIONS.iter().find(|it| it.1 == key).map(|it| it.2)
}

/// What begins the words, and of how many words it is; of several the longest.
fn longest<T>(
    words: &[&str],
    table: &[T],
    text: impl Fn(&T) -> &'static str,
) -> Option<(usize, usize)> {
    let mut best = None;
    for (i, entry) in table.iter().enumerate() {
        let mut count = 0;
        let begins = text(entry).split(' ').all(|word| {
            count += 1;
            words.get(count - 1) == Some(&word)
        });
        if begins && best.is_none_or(|(_, most)| count > most) {
            best = Some((i, count));
        }
    }
    best
}

/// The title with which the words begin, and of how many words it is.
pub(super) fn title(words: &[&str]) -> Option<(&'static str, usize)> {
    let (i, count) = longest(words, TITLES, |title| title)?;
    Some((TITLES[i], count))
}

/// Of whom the words with which these begin say that somebody is, and how many they are.
pub(super) fn whose(words: &[&str]) -> Option<(Whose, usize)> {
    let state = longest(words, STATES, |it| it.0).map(|(i, count)| {
        let key = STATES[i].1;
        (
            Whose {
                key,
                is_state: true,
            },
            count,
        )
    });
    let other = longest(words, ORGANIZATIONS, |it| it.0).map(|(i, count)| {
        let key = ORGANIZATIONS[i].1;
        (
            Whose {
                key,
                is_state: false,
            },
            count,
        )
    });
    state.or(other)
}

/// The state whose name the words begin with, of those that remarks have adjectives for, and how many words it is.
pub(super) fn state_named(words: &[&str]) -> Option<(Whose, usize)> {
    let most = words.len().min(4);
    (1..=most).rev().find_map(|count| {
        let key = spelled(&joined(&words[..count]));
        let state = STATES.iter().find(|(_, state)| *state == key)?;
        let key = state.1;
        Some((
            Whose {
                key,
                is_state: true,
            },
            count,
        ))
    })
}

/// Words with spaces between.
pub(super) fn joined(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() && *word != "," {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Whether a word begins with a large letter, as names do.
pub(super) fn is_capital(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(char::is_uppercase)
        || [
            "al-", "as-", "ad-", "el-", "ul-", "ibn-", "bin-", "d'", "d’",
        ]
        .iter()
        .any(|prefix| {
            word.strip_prefix(prefix)
                .is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
        })
}

/// Whether a word can stand in a name.
pub(super) fn is_of_name(word: &str) -> bool {
    const BETWEEN: [&str; 29] = [
        "al", "af", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di",
        "do", "dos", "du", "e", "el", "ibn", "la", "le", "ter", "ul", "van", "von", "y", "zu",
        "dos", "san",
    ];
    const NONE: [&str; 17] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Sept.",
        "Attended",
        "Also",
        "Met",
        "Joined",
    ];
    BETWEEN.contains(&word) || (is_capital(word) && !NONE.contains(&word))
}
