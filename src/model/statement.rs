//! Who said what.

use super::event::{event_builders, extra_builder, key_builders, text_builders};
use super::words::words;
use super::{Common, Extra};

words! {
    /// How someone stands to a topic.
    #[derive(Default)]
    pub enum StanceKind: "a stance" {
        /// For it.
        Support = "support",
        /// Against it.
        Oppose = "oppose",
        /// For it, on a condition.
        Conditional = "conditional",
        /// Neither for nor against it.
        #[default]
        Neutral = "neutral",
    }
}

/// How someone stands to a topic, as a statement has it.
///
/// ```
/// use demarche::{Stance, StanceKind};
///
/// let stance = Stance::conditional("peace-deal", "a ceasefire first").holder("trump");
/// assert_eq!(stance.stance, StanceKind::Conditional);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// The topic.
    pub topic: String,
    /// How the holder stands to it.
    pub stance: StanceKind,
    /// On what condition.
    pub condition: Option<String>,
    /// The words that show it.
    pub text: Option<String>,
    /// The key of the actor whose stance it is, where it is not the speaker's.
    pub holder: Option<String>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Stance {
    /// This stance on this topic.
    pub fn new(stance: StanceKind, topic: impl Into<String>) -> Stance {
        Stance {
            topic: topic.into(),
            stance,
            ..Stance::default()
        }
    }

    /// For the topic.
    pub fn support(topic: impl Into<String>) -> Stance {
        Stance::new(StanceKind::Support, topic)
    }

    /// Against the topic.
    pub fn oppose(topic: impl Into<String>) -> Stance {
        Stance::new(StanceKind::Oppose, topic)
    }

    /// For the topic on a condition.
    pub fn conditional(topic: impl Into<String>, condition: impl Into<String>) -> Stance {
        Stance::new(StanceKind::Conditional, topic).condition(condition)
    }

    /// Neither for nor against the topic.
    pub fn neutral(topic: impl Into<String>) -> Stance {
        Stance::new(StanceKind::Neutral, topic)
    }

    text_builders! {
        /// On this condition.
        condition;
        /// In these words.
        text;
        /// Held by this actor.
        holder;
    }

    extra_builder!();
}

/// A statement: someone says something, to someone or to all.
///
/// ```
/// use demarche::{Stance, Statement};
///
/// let post = Statement::new("post")
///     .by("trump")
///     .to("russia")
///     .via("social_media")
///     .on("[2025-04-25..2025-04-26]")
///     .quote("very close to a deal")
///     .stance(Stance::support("peace-deal"));
/// assert_eq!(post.quotes, ["very close to a deal"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// What every event may state.
    pub common: Common,
    /// The keys of those who make it.
    pub by: Vec<String>,
    /// The keys of those to whom it is made.
    pub to: Vec<String>,
    /// By what means: a speech, social media.
    pub channel: Option<String>,
    /// The keys of the events that it is about.
    pub about: Vec<String>,
    /// The keys of the statements that it answers, so that it begins after them.
    pub replies_to: Vec<String>,
    /// Its words; `quote` in files.
    pub quotes: Vec<String>,
    /// Its sense, in short.
    pub gist: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// How those who make it, or others, stand to topics.
    pub stances: Vec<Stance>,
}

impl Statement {
    /// A statement with this key.
    pub fn new(id: impl Into<String>) -> Statement {
        Statement {
            common: Common::new(id),
            ..Statement::default()
        }
    }

    key_builders! {
        /// By this actor, too.
        by: by;
        /// To this actor, too.
        to: to;
        /// About this event, too.
        about: about;
        /// In reply to this event.
        replies_to: replies_to;
        /// In these words.
        quote: quotes;
    }

    /// By this means.
    #[must_use]
    pub fn via(mut self, channel: impl Into<String>) -> Statement {
        self.channel = Some(channel.into());
        self
    }

    text_builders! {
        /// With this sense, in short.
        gist;
        /// In this language.
        language;
    }

    /// With one more stance.
    #[must_use]
    pub fn stance(mut self, stance: Stance) -> Statement {
        self.stances.push(stance);
        self
    }

    event_builders!();
}
