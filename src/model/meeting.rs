//! Who met whom.

use super::event::{event_builders, extra_builder, key_builders, source_builder, text_builders};
use super::words::words;
use super::{Citation, Common, Extra};

words! {
    /// As what someone takes part in a meeting.
    pub enum Role: "a role" {
        /// Who invites.
        Host = "host",
        /// Who is invited.
        Guest = "guest",
        /// Who mediates.
        Mediator = "mediator",
        /// Who looks on.
        Observer = "observer",
        /// Who is sent.
        Delegate = "delegate",
    }
}

words! {
    /// How it is known that someone was present.
    #[derive(Default)]
    pub enum Presence: "a presence" {
        /// A source says so.
        #[default]
        Reported = "reported",
        /// It follows from what sources say, so that it is at most possible.
        Implied = "implied",
        /// It is denied: who is so named does not take part.
        Denied = "denied",
    }
}

/// Someone who takes part in a meeting.
///
/// A key alone is a participant of whom no more is said: wherever one is taken, a `&str` will do.
///
/// ```
/// use demarche::{Participant, Presence, Role};
///
/// let envoy = Participant::new("envoy").role(Role::Guest).acting_for("us").implied();
/// assert_eq!(envoy.presence, Presence::Implied);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    /// The key of the actor.
    pub actor: String,
    /// As what.
    pub role: Option<Role>,
    /// The keys of those on whose behalf; `for` in files.
    pub acts_for: Vec<String>,
    /// How the presence is known.
    pub presence: Presence,
    /// What says so.
    pub sources: Vec<Citation>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Participant {
    /// This actor, of whom no more is said: reported to have been there, in no role.
    pub fn new(actor: impl Into<String>) -> Participant {
        Participant {
            actor: actor.into(),
            ..Participant::default()
        }
    }

    /// In this role.
    #[must_use]
    pub fn role(mut self, role: Role) -> Participant {
        self.role = Some(role);
        self
    }

    key_builders! {
        /// On behalf of this actor, too.
        acting_for: acts_for;
    }

    /// Present by inference only.
    #[must_use]
    pub fn implied(mut self) -> Participant {
        self.presence = Presence::Implied;
        self
    }

    /// Whose presence is denied.
    #[must_use]
    pub fn denied(mut self) -> Participant {
        self.presence = Presence::Denied;
        self
    }

    source_builder!(sources);
    extra_builder!();
}

impl From<&str> for Participant {
    fn from(actor: &str) -> Participant {
        Participant::new(actor)
    }
}

impl From<String> for Participant {
    fn from(actor: String) -> Participant {
        Participant::new(actor)
    }
}

/// A meeting: at least one takes part.
///
/// ```
/// use demarche::Meeting;
///
/// let talks = Meeting::new("talks")
///     .between(["witkoff", "putin"])
///     .host("russia")
///     .absent("ukraine")
///     .on("2025-04-25")
///     .at("Moscow")
///     .source("gazette");
/// assert_eq!(talks.participants.len(), 3);
/// assert_eq!(talks.common.place.as_deref(), Some("Moscow"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// What every event may state.
    pub common: Common,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The keys of those who were not there.
    pub absent: Vec<String>,
    /// The keys of those whom it concerns.
    pub concerns: Vec<String>,
    /// In what form: in person, by telephone.
    pub format: Option<String>,
}

impl Meeting {
    /// A meeting with this key.
    pub fn new(id: impl Into<String>) -> Meeting {
        Meeting {
            common: Common::new(id),
            ..Meeting::default()
        }
    }

    /// With all of these taking part, besides those named before.
    #[must_use]
    pub fn between<P: Into<Participant>>(
        mut self,
        participants: impl IntoIterator<Item = P>,
    ) -> Meeting {
        self.participants
            .extend(participants.into_iter().map(Into::into));
        self
    }

    /// With one more taking part.
    #[must_use]
    pub fn with(mut self, participant: impl Into<Participant>) -> Meeting {
        self.participants.push(participant.into());
        self
    }

    /// With this host.
    #[must_use]
    pub fn host(self, actor: impl Into<String>) -> Meeting {
        self.with(Participant::new(actor).role(Role::Host))
    }

    /// With this guest.
    #[must_use]
    pub fn guest(self, actor: impl Into<String>) -> Meeting {
        self.with(Participant::new(actor).role(Role::Guest))
    }

    /// With this mediator.
    #[must_use]
    pub fn mediator(self, actor: impl Into<String>) -> Meeting {
        self.with(Participant::new(actor).role(Role::Mediator))
    }

    key_builders! {
        /// Without this actor, who was not there.
        absent: absent;
        /// Concerning this actor.
        concerns: concerns;
    }

    text_builders! {
        /// In this form: in person, by telephone.
        format;
    }

    event_builders!();
}
