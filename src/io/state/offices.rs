//! What offices are called, by the ids that the tables have for them.

use super::states;

/// The titles that the id does not spell out.
const TITLES: &[(&str, &str)] = &[
    (
        "ambassador-e-p",
        "Ambassador Extraordinary and Plenipotentiary",
    ),
    ("charge-daffaires", "Chargé d’Affaires"),
    (
        "charge-daffaires-ad-interim",
        "Chargé d’Affaires ad interim",
    ),
    (
        "charge-daffaires-consul-general",
        "Chargé d’Affaires and Consul General",
    ),
    ("charge-daffaires-pro-tem", "Chargé d’Affaires pro tem"),
    (
        "diplomatic-agent-consul-general",
        "Diplomatic Agent and Consul General",
    ),
    (
        "envoy-extraordinary-minister-plenipotentiary",
        "Envoy Extraordinary and Minister Plenipotentiary",
    ),
    (
        "envoy-extraordinary-minister-plenipotentiary-consul-general",
        "Envoy Extraordinary and Minister Plenipotentiary and Consul General",
    ),
    (
        "minister-resident-consul-general",
        "Minister Resident and Consul General",
    ),
    ("representative-to-asean", "Representative to ASEAN"),
    (
        "representative-to-au",
        "Representative to the African Union",
    ),
    (
        "representative-to-eu",
        "Representative to the European Union",
    ),
    ("representative-to-iaea", "Representative to the IAEA"),
    ("representative-to-icao", "Representative to ICAO"),
    ("representative-to-nato", "Representative to NATO"),
    ("representative-to-oas", "Representative to the OAS"),
    ("representative-to-oecd", "Representative to the OECD"),
    ("representative-to-osce", "Representative to the OSCE"),
    (
        "representative-to-un",
        "Representative to the United Nations",
    ),
    ("representative-to-unesco", "Representative to UNESCO"),
    ("representative-to-unido", "Representative to UNIDO"),
    ("secretary", "Secretary of State"),
    ("secretary-ad-interim", "Secretary of State ad interim"),
    ("assistant-secretary2", "Assistant Secretary of State"),
    ("under-secretary", "Under Secretary of State"),
    ("deputy-secretary", "Deputy Secretary of State"),
    ("administrator-aid", "Administrator of AID"),
    ("director-usia", "Director of the USIA"),
];

/// The title of an office: `Ambassador Extraordinary and Plenipotentiary`.
pub(super) fn title(role: &str) -> String {
    let known = TITLES.iter().find(|(id, _)| *id == role);
    known.map_or_else(|| states::named(role), |(_, title)| (*title).to_owned())
}

/// The title of one who heads a mission: with the country, unless the mission is to an organization, as its title says.
pub(super) fn title_at(role: &str, mission: &str) -> String {
    let title = title(role);
    if mission.is_empty() || mission.starts_with("representative-") {
        return title;
    }
    format!("{title} to {}", states::named(mission))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_called_in_full() {
        assert_eq!(title("secretary"), "Secretary of State");
        assert_eq!(
            title("director-policy-planning"),
            "Director Policy Planning"
        );
        assert_eq!(
            title_at("ambassador-e-p", "saudi-arabia"),
            "Ambassador Extraordinary and Plenipotentiary to Saudi Arabia"
        );
        assert_eq!(
            title_at("representative-to-nato", "representative-to-nato"),
            "Representative to NATO"
        );
    }
}
