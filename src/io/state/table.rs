//! The six tables of the State Department's records.

/// One of the six tables of the State Department's records, which [`Reading::state_department_table`] reads.
///
/// ```
/// use demarche::StateTable;
///
/// assert_eq!(StateTable::Visits.file(), "visits.tsv");
/// ```
///
/// [`Reading::state_department_table`]: crate::Reading::state_department_table
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateTable {
    /// Persons and how their names are spelled.
    Aliases,
    /// Visits of foreign leaders to the United States.
    Visits,
    /// Journeys of Presidents and Secretaries of State.
    Travels,
    /// News conferences of Presidents.
    NewsConferences,
    /// Terms of those who headed missions abroad.
    ChiefsOfMission,
    /// Terms of the principal officers of the Department.
    PrincipalOfficers,
}

impl StateTable {
    /// All six, in the order in which a folder is read: those first that say who is meant in the others.
    pub const ALL: [StateTable; 6] = [
        StateTable::Aliases,
        StateTable::Visits,
        StateTable::Travels,
        StateTable::NewsConferences,
        StateTable::ChiefsOfMission,
        StateTable::PrincipalOfficers,
    ];

    /// What its file is called.
    pub const fn file(self) -> &'static str {
        match self {
            StateTable::Aliases => "people_aliases.tsv",
            StateTable::Visits => "visits.tsv",
            StateTable::Travels => "travels.tsv",
            StateTable::NewsConferences => "news_conferences.tsv",
            StateTable::ChiefsOfMission => "chiefs_of_mission.tsv",
            StateTable::PrincipalOfficers => "principal_officers.tsv",
        }
    }

    /// The key of its source.
    pub(super) const fn source(self) -> &'static str {
        match self {
            StateTable::Aliases => "state-people",
            StateTable::Visits => "state-visits",
            StateTable::Travels => "state-travels",
            StateTable::NewsConferences => "state-news-conferences",
            StateTable::ChiefsOfMission => "state-chiefs-of-mission",
            StateTable::PrincipalOfficers => "state-principal-officers",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            StateTable::Aliases => "People and their names",
            StateTable::Visits => "Visits by foreign leaders",
            StateTable::Travels => "Travels of the President and of the Secretary of State",
            StateTable::NewsConferences => "News conferences of the Presidents",
            StateTable::ChiefsOfMission => "Chiefs of mission",
            StateTable::PrincipalOfficers => "Principal officers",
        }
    }

    /// Where the Office of the Historian has it; none of the words of Presidents, which others have gathered.
    pub(super) const fn url(self) -> Option<&'static str> {
        match self {
            StateTable::Aliases | StateTable::ChiefsOfMission | StateTable::PrincipalOfficers => {
                Some("https://history.state.gov/departmenthistory/people")
            }
            StateTable::Visits => Some("https://history.state.gov/departmenthistory/visits"),
            StateTable::Travels => Some("https://history.state.gov/departmenthistory/travels"),
            StateTable::NewsConferences => None,
        }
    }
}
