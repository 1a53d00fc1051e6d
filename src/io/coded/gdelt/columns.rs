//! The columns of GDELT.

use crate::io::stream::{Cells, Column, Header, Layout};

/// What the two versions of the table of events differ in.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) layout: Layout,
    /// The name of the place of the action.
    pub(super) place: usize,
    /// Its country; the code of the part of that follows it.
    pub(super) country: usize,
    /// Its latitude; the longitude and the number of the feature follow it.
    pub(super) latitude: usize,
    /// When GDELT noticed the event; the address follows it.
    pub(super) added: usize,
}

pub(super) const EVENTS_1: Version = Version {
    layout: Layout {
        columns: &COLUMNS_1,
        header: Header::Never,
        cells: Cells::From(57),
    },
    place: 50,
    country: 51,
    latitude: 53,
    added: 56,
};

pub(super) const EVENTS_2: Version = Version {
    layout: Layout {
        columns: &COLUMNS_2,
        header: Header::Never,
        cells: Cells::Exactly,
    },
    place: 52,
    country: 53,
    latitude: 56,
    added: 59,
};

/// What both have in the same places.
pub(super) const ID: usize = 0;
pub(super) const DATE: usize = 1;
/// The code of the first actor; its name, country, known group, ethnic group, two religions and three types follow it.
pub(super) const ACTOR_1: usize = 5;
pub(super) const ACTOR_2: usize = 15;
pub(super) const CODE: usize = 26;
pub(super) const GOLDSTEIN: usize = 30;
/// How many mentions there are; sources and articles follow it.
pub(super) const COUNTS: usize = 31;

pub(super) const MENTIONS: Layout = Layout {
    columns: &[
        Column::needed("GLOBALEVENTID"),
        Column::optional("EventTimeDate"),
        Column::needed("MentionTimeDate"),
        Column::optional("MentionType"),
        Column::optional("MentionSourceName"),
        Column::needed("MentionIdentifier"),
        Column::optional("SentenceID"),
        Column::optional("Actor1CharOffset"),
        Column::optional("Actor2CharOffset"),
        Column::optional("ActionCharOffset"),
        Column::optional("InRawText"),
        Column::optional("Confidence"),
        Column::optional("MentionDocLen"),
        Column::optional("MentionDocTone"),
        Column::optional("MentionDocTranslationInfo"),
        Column::optional("Extras"),
    ],
    header: Header::Never,
    // The last column is reserved, and some files lack it.
    cells: Cells::From(15),
};

pub(super) const MENTION_EVENT: usize = 0;
pub(super) const MENTION_TIME: usize = 2;
pub(super) const MENTION_SOURCE: usize = 4;
pub(super) const MENTION_DOCUMENT: usize = 5;
pub(super) const MENTION_SENTENCE: usize = 6;
pub(super) const MENTION_CONFIDENCE: usize = 11;

const COLUMNS_1: [Column; 58] = [
    Column::needed("GLOBALEVENTID"),
    Column::needed("SQLDATE"),
    Column::optional("MonthYear"),
    Column::optional("Year"),
    Column::optional("FractionDate"),
    Column::optional("Actor1Code"),
    Column::optional("Actor1Name"),
    Column::optional("Actor1CountryCode"),
    Column::optional("Actor1KnownGroupCode"),
    Column::optional("Actor1EthnicCode"),
    Column::optional("Actor1Religion1Code"),
    Column::optional("Actor1Religion2Code"),
    Column::optional("Actor1Type1Code"),
    Column::optional("Actor1Type2Code"),
    Column::optional("Actor1Type3Code"),
    Column::optional("Actor2Code"),
    Column::optional("Actor2Name"),
    Column::optional("Actor2CountryCode"),
    Column::optional("Actor2KnownGroupCode"),
    Column::optional("Actor2EthnicCode"),
    Column::optional("Actor2Religion1Code"),
    Column::optional("Actor2Religion2Code"),
    Column::optional("Actor2Type1Code"),
    Column::optional("Actor2Type2Code"),
    Column::optional("Actor2Type3Code"),
    Column::optional("IsRootEvent"),
    Column::needed("EventCode"),
    Column::optional("EventBaseCode"),
    Column::optional("EventRootCode"),
    Column::optional("QuadClass"),
    Column::optional("GoldsteinScale"),
    Column::optional("NumMentions"),
    Column::optional("NumSources"),
    Column::optional("NumArticles"),
    Column::optional("AvgTone"),
    Column::optional("Actor1Geo_Type"),
    Column::optional("Actor1Geo_FullName"),
    Column::optional("Actor1Geo_CountryCode"),
    Column::optional("Actor1Geo_ADM1Code"),
    Column::optional("Actor1Geo_Lat"),
    Column::optional("Actor1Geo_Long"),
    Column::optional("Actor1Geo_FeatureID"),
    Column::optional("Actor2Geo_Type"),
    Column::optional("Actor2Geo_FullName"),
    Column::optional("Actor2Geo_CountryCode"),
    Column::optional("Actor2Geo_ADM1Code"),
    Column::optional("Actor2Geo_Lat"),
    Column::optional("Actor2Geo_Long"),
    Column::optional("Actor2Geo_FeatureID"),
    Column::optional("ActionGeo_Type"),
    Column::optional("ActionGeo_FullName"),
    Column::optional("ActionGeo_CountryCode"),
    Column::optional("ActionGeo_ADM1Code"),
    Column::optional("ActionGeo_Lat"),
    Column::optional("ActionGeo_Long"),
    Column::optional("ActionGeo_FeatureID"),
    Column::optional("DATEADDED"),
    Column::optional("SOURCEURL"),
];

const COLUMNS_2: [Column; 61] = [
    Column::needed("GLOBALEVENTID"),
    Column::needed("SQLDATE"),
    Column::optional("MonthYear"),
    Column::optional("Year"),
    Column::optional("FractionDate"),
    Column::optional("Actor1Code"),
    Column::optional("Actor1Name"),
    Column::optional("Actor1CountryCode"),
    Column::optional("Actor1KnownGroupCode"),
    Column::optional("Actor1EthnicCode"),
    Column::optional("Actor1Religion1Code"),
    Column::optional("Actor1Religion2Code"),
    Column::optional("Actor1Type1Code"),
    Column::optional("Actor1Type2Code"),
    Column::optional("Actor1Type3Code"),
    Column::optional("Actor2Code"),
    Column::optional("Actor2Name"),
    Column::optional("Actor2CountryCode"),
    Column::optional("Actor2KnownGroupCode"),
    Column::optional("Actor2EthnicCode"),
    Column::optional("Actor2Religion1Code"),
    Column::optional("Actor2Religion2Code"),
    Column::optional("Actor2Type1Code"),
    Column::optional("Actor2Type2Code"),
    Column::optional("Actor2Type3Code"),
    Column::optional("IsRootEvent"),
    Column::needed("EventCode"),
    Column::optional("EventBaseCode"),
    Column::optional("EventRootCode"),
    Column::optional("QuadClass"),
    Column::optional("GoldsteinScale"),
    Column::optional("NumMentions"),
    Column::optional("NumSources"),
    Column::optional("NumArticles"),
    Column::optional("AvgTone"),
    Column::optional("Actor1Geo_Type"),
    Column::optional("Actor1Geo_FullName"),
    Column::optional("Actor1Geo_CountryCode"),
    Column::optional("Actor1Geo_ADM1Code"),
    Column::optional("Actor1Geo_ADM2Code"),
    Column::optional("Actor1Geo_Lat"),
    Column::optional("Actor1Geo_Long"),
    Column::optional("Actor1Geo_FeatureID"),
    Column::optional("Actor2Geo_Type"),
    Column::optional("Actor2Geo_FullName"),
    Column::optional("Actor2Geo_CountryCode"),
    Column::optional("Actor2Geo_ADM1Code"),
    Column::optional("Actor2Geo_ADM2Code"),
    Column::optional("Actor2Geo_Lat"),
    Column::optional("Actor2Geo_Long"),
    Column::optional("Actor2Geo_FeatureID"),
    Column::optional("ActionGeo_Type"),
    Column::optional("ActionGeo_FullName"),
    Column::optional("ActionGeo_CountryCode"),
    Column::optional("ActionGeo_ADM1Code"),
    Column::optional("ActionGeo_ADM2Code"),
    Column::optional("ActionGeo_Lat"),
    Column::optional("ActionGeo_Long"),
    Column::optional("ActionGeo_FeatureID"),
    Column::optional("DATEADDED"),
    Column::optional("SOURCEURL"),
];
