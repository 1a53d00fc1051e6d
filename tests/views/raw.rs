//! Rows of raw tables, drawn at random, with the traps of real ones.

use super::rng::Rng;

/// The columns of GDELT 2 and of its mentions, as the codebook calls them; `?` stands for the number of an actor.
const GDELT_HEAD: &str = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate";
const GDELT_ACTOR: &str = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code";
const GDELT_WHAT: &str = "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone";
const GDELT_PLACE: &str = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID";
const MENTIONS: &str = "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras";

pub const ICEWS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub fn gdelt_columns() -> Vec<String> {
    let split = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let each = |before: &str, text: &str| -> Vec<String> {
        text.split(' ').map(|it| format!("{before}{it}")).collect()
    };
    let mut columns = split(GDELT_HEAD);
    columns.extend(each("Actor1", GDELT_ACTOR));
    columns.extend(each("Actor2", GDELT_ACTOR));
    columns.extend(split(GDELT_WHAT));
    for of in ["Actor1Geo_", "Actor2Geo_", "ActionGeo_"] {
        columns.extend(each(of, GDELT_PLACE));
    }
    columns.extend(["DATEADDED".to_owned(), "SOURCEURL".to_owned()]);
    assert_eq!(columns.len(), 61);
    columns
}

pub fn mention_columns() -> Vec<String> {
    MENTIONS.split(' ').map(str::to_owned).collect()
}

/// Actors of GDELT: code, name, country, known group, ethnic group, religion, type.
const ACTORS: [[&str; 7]; 13] = [
    ["ALA", "ALAND", "ALA", "", "", "", ""],
    ["BRD", "BORDURIA", "BRD", "", "", "", ""],
    ["ALAGOV", "PRESIDENT", "ALA", "", "", "", "GOV"],
    ["BRDGOV", "PRESIDENT", "BRD", "", "", "", "GOV"],
    ["IGOUNO", "UNITED NATIONS", "", "UNO", "", "", "IGO"],
    ["REL", "PILGRIM", "", "", "", "CHR", ""],
    ["", "ZILEHEROUM", "", "", "", "", ""],
    ["BRDMIL", "", "BRD", "", "", "", "MIL"],
    // They make keys that are alike.
    ["AAA", "SAINT-JEAN", "", "", "", "", ""],
    ["AAA", "SAINT JEAN", "", "", "", "", ""],
    ["AAA", "SAINT  JEAN'", "", "", "xyz", "", ""],
    ["ALA", "ÉRDŐĞ", "ALA", "", "", "", ""],
    ["", "?!", "", "", "", "", ""],
];

const NOBODY: [&str; 7] = [""; 7];

/// Codes of every kind, with words that are none.
const CODES: [&str; 18] = [
    "040", "041", "042", "042", "043", "043", "044", "045", "045", "046", "057", "057", "010",
    "112", "190", "0311", "42", "---",
];

/// One row of GDELT; `bad` is how many in a hundred have a fault.
fn gdelt_row(rng: &mut Rng, id: u64, bad: u32) -> Vec<String> {
    let mut cells = vec![String::new(); 61];
    let day = rng.between(17, 20);
    cells[0] = id.to_string();
    cells[1] = format!("201502{day}");
    let first = if rng.chance(8) {
        NOBODY
    } else {
        *rng.pick(&ACTORS)
    };
    let second = if rng.chance(15) && first != NOBODY {
        NOBODY
    } else {
        *rng.pick(&ACTORS)
    };
    // Few pairs, so that rows fold.
    let (first, second) = if rng.chance(50) {
        let (a, b) = (ACTORS[rng.below(2)], ACTORS[rng.below(3)]);
        (a, b)
    } else {
        (first, second)
    };
    for (actor, at) in [(first, 5), (second, 15)] {
        for (cell, place) in actor.iter().zip([0, 1, 2, 3, 4, 5, 7]) {
            cells[at + place] = (*cell).to_owned();
        }
    }
    cells[26] = (*rng.pick(&CODES)).to_owned();
    cells[30] = (*rng.pick(&["1.9", "-10", "", "+4.", "1e1", "-.5"])).to_owned();
    cells[31] = (*rng.pick(&["4", "", "007"])).to_owned();
    cells[32] = "1".to_owned();
    let places = [
        ["Zileheroum, Borduria", "BD", "BD07", "-900"],
        ["Zileheroum, Borduria", "BD", "BD07", ""],
        ["", "BD", "BD07", ""],
        ["", "BD", "", ""],
        ["", "AL", "", "12"],
        ["", "", "", ""],
    ];
    let place = rng.pick(&places);
    for (cell, at) in place.iter().zip([52, 53, 54, 58]) {
        cells[at] = (*cell).to_owned();
    }
    let stamps = [
        "20150218230001",
        "20150218000000",
        "20150218",
        "20150219120000",
        "20150220235959",
        "20150301000000",
        "",
    ];
    cells[59] = (*rng.pick(&stamps)).to_owned();
    cells[60] = match rng.below(9) {
        0 => String::new(),
        1 => "BBC Monitoring".to_owned(),
        number => format!("http://gazette.example/{number}"),
    };
    if rng.chance(10) {
        let at = *rng.pick(&[0, 1, 6, 16, 26, 52, 60]);
        cells[at] = format!("  {} ", cells[at]);
    }
    if rng.chance(bad) {
        let faults = [
            (0, ""),
            (0, "x7"),
            (0, "-3"),
            (1, "20150229"),
            (1, "2015-02-18"),
            (1, ""),
            (26, ""),
            (30, "high"),
            (30, "100.5"),
            (30, "."),
            (31, "-1"),
            (32, "18446744073709551615"),
            (33, "1.5"),
            (59, "201502182300"),
            (59, "20150218240000"),
            (59, "20150230"),
        ];
        let (at, cell) = *rng.pick(&faults);
        cells[at] = cell.to_owned();
        if rng.chance(10) {
            for nobody in [5, 6, 15, 16] {
                cells[nobody] = String::new();
            }
        }
    }
    cells
}

/// Rows of GDELT in the order of their numbers, some of them twice.
pub fn gdelt(rng: &mut Rng, count: usize, bad: u32) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut id = 9_990;
    for _ in 0..count {
        id += 1 + rng.below(3) as u64;
        let row = gdelt_row(rng, id, bad);
        let again = rng.chance(10);
        rows.push(row.clone());
        if again {
            rows.push(row);
        }
    }
    rows
}

/// Mentions of such rows, and of others.
pub fn mentions(rng: &mut Rng, rows: &[Vec<String>], count: usize) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for _ in 0..count {
        let mut cells = vec![String::new(); 16];
        let of = &rng.pick(rows)[0];
        cells[0] = if rng.chance(10) {
            "77".to_owned()
        } else {
            of.clone()
        };
        cells[2] = (*rng.pick(&[
            "20150218230000",
            "20150219001500",
            "20150217120000",
            "20150221000000",
        ]))
        .to_owned();
        let document = 1 + rng.below(14);
        if !document.is_multiple_of(3) {
            cells[4] = format!("herald-{document}.example");
        }
        cells[5] = format!("http://gazette.example/{document}");
        cells[6] = "3".to_owned();
        cells[11] = "60".to_owned();
        if rng.chance(10) {
            let (at, cell) = *rng.pick(&[
                (2, ""),
                (2, "2015"),
                (5, ""),
                (6, "x"),
                (11, "101"),
                (11, "y"),
            ]);
            cells[at] = cell.to_owned();
        }
        all.push(cells);
    }
    all
}

const NAMES: [&str; 12] = [
    "Aland",
    "Borduria",
    "Foreign Affairs (Aland)",
    "Citizen (Borduria)",
    "Ada Lind",
    "Russia",
    "A: B%",
    "Odd (X) ()",
    "Al-Nur",
    "Al Nur",
    "Ünal Şen",
    "...",
];

/// Rows of ICEWS in the order of their numbers, which some have in common.
pub fn icews(rng: &mut Rng, count: usize) -> Vec<Vec<String>> {
    let texts = [
        ("Consult", "040"),
        ("Make a visit", "042"),
        ("Host a visit", "043"),
        ("Mediate", "045"),
        ("Sign formal agreement", "057"),
        ("Make statement", "010"),
        ("Consult", "NA"),
        ("host A visit", "999"),
        ("Sing a song", "999"),
        ("Sing a song", ""),
        ("NULL", "999"),
        ("NA", "0311"),
        ("Use unconventional violence", "180"),
        ("NA", "42"),
        ("", ""),
    ];
    let mut id = 990;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for _ in 0..count {
        if rng.chance(80) {
            id += 1;
        }
        let few = rng.chance(50);
        let name = |rng: &mut Rng| {
            if few {
                NAMES[rng.below(3)].to_owned()
            } else {
                (*rng.pick(&NAMES)).to_owned()
            }
        };
        let mut cells = vec!["NA".to_owned(); 20];
        cells[0] = id.to_string();
        cells[1] = match rng.below(20) {
            0 => "6/1/2018".to_owned(),
            1 => "06/02/2018".to_owned(),
            2 => (*rng.pick(&["2018-06-31", "31/1/2018", "2018-6-1", "1/6/18", ""])).to_owned(),
            _ => format!("2018-06-0{}", 1 + rng.below(3)),
        };
        cells[2] = if rng.chance(3) {
            "NULL".to_owned()
        } else {
            name(rng)
        };
        let (text, code) = *rng.pick(&texts);
        (cells[5], cells[6]) = (text.to_owned(), code.to_owned());
        cells[7] = (*rng.pick(&["1", "-4.5", "NA", "10", "x"])).to_owned();
        if cells[7] == "x" && rng.chance(80) {
            cells[7] = "0".to_owned();
        }
        if rng.chance(85) {
            cells[8] = name(rng);
        }
        cells[4] = (*rng.pick(&["Aland", "Russian Federation", "NA"])).to_owned();
        cells[11] = (*rng.pick(&["900", "0900", "901", "NA", ""])).to_owned();
        cells[12] = (*rng.pick(&["1", "2", "4294967295", "4294967294", "NULL"])).to_owned();
        cells[13] =
            (*rng.pick(&["The Gazette", "Evening Post", "evening-post", "NA", "!"])).to_owned();
        let places = [
            ["Zileheroum", "NA", "Z", "Borduria"],
            ["NA", "NA", "Z", "Borduria"],
            ["NA", "NA", "NA", "Aland"],
            ["NA"; 4],
        ];
        for (at, cell) in rng.pick(&places).iter().enumerate() {
            cells[14 + at] = (*cell).to_owned();
        }
        rows.push(cells);
        if rng.chance(10) {
            let again = rows.last().unwrap().clone();
            rows.push(again);
        }
    }
    rows
}

pub fn lines(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}
