//! What can be typed behind `add`: the kinds of records, and an option for every field of theirs.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, Error, FromArgMatches, Subcommand};

#[derive(Debug, clap::Args)]
#[command(
    subcommand_value_name = "KIND",
    subcommand_help_heading = "Kinds",
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "Options are called as the fields of the interchange format are. Lists take several values behind one\n\
                  option. In lists of objects a value is a key, a key with fields behind it as in\n\
                  `reyk,role=host,for=brusk`, fields alone as in `kind=rejects,to=draft`, or an object in JSON. A\n\
                  field of your own, x_..., is put in by hand.\n\n\
                  Examples:\n  demarche add timeline.jsonl --dry-run claim --event walk --time 2024-05-06\n  \
                  demarche add timeline.jsonl statement --by halden --replies-to reply --quote 'Then let us talk.'\n  \
                  demarche add timeline.jsonl relation --left walk --is before --right visit --sources memoirs\n  \
                  demarche add - actor --kind person --name 'Ina Berg' <timeline.jsonl >longer.jsonl"
)]
pub(crate) struct Add {
    /// The file, of JSON Lines.
    #[arg(
        value_name = "FILE",
        help = "The file, of JSON Lines; `-` reads standard input, and writes all of it and the record\n\
                to standard output"
    )]
    pub(crate) file: PathBuf,
    /// Tell what would be added, and add nothing
    #[arg(long, global = true, display_order = 100)]
    pub(crate) dry_run: bool,
    /// Print the record alone, as it stands in the file
    #[arg(long, global = true, display_order = 100)]
    pub(crate) json: bool,
    /// Judge a file that contradicts itself without its weakest claims
    #[arg(long, global = true, display_order = 100)]
    pub(crate) set_aside: bool,
    /// Leave out progress and notes
    #[arg(long, short, global = true, display_order = 100)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) record: NewRecord,
}

/// A record as it was typed.
#[derive(Clone, Debug)]
pub(crate) struct NewRecord {
    /// Its kind, as files have it in `type`.
    pub(crate) kind: &'static str,
    /// The fields that were given, with what was given for each.
    pub(crate) fields: Vec<(&'static Field, Vec<String>)>,
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// As files have it.
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// What its values are, as help has it.
    value: &'static str,
    help: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text.
    One,
    /// True or false.
    Switch,
    /// Texts.
    List,
    /// Objects, or the key of which no more is given: that of the field named here.
    Keyed(&'static str),
    /// Objects.
    Objects,
    /// An object.
    Object,
}

const fn one(name: &'static str, value: &'static str, help: &'static str) -> Field {
    field(name, Shape::One, value, help)
}

const fn list(name: &'static str, value: &'static str, help: &'static str) -> Field {
    field(name, Shape::List, value, help)
}

const fn field(name: &'static str, shape: Shape, value: &'static str, help: &'static str) -> Field {
    Field {
        name,
        shape,
        value,
        help,
    }
}

const SOURCES: Field = field(
    "sources",
    Shape::Keyed("source"),
    "SOURCE",
    "Who says so, with `credibility`, `where`, `quote` or `as` behind",
);
const KEY: Field = one(
    "id",
    "KEY",
    "Its key; without it one is made of what it is called",
);
const TIME: Field = one(
    "time",
    "DATE",
    "When: a date or moment, A/B from when to when, [A..B] within",
);
const ZONE: Field = one(
    "zone",
    "ZONE",
    "The zone of its dates, such as +03:00 or Europe/Moscow",
);

/// What every event may state, in front of what is its own kind's.
const EVENT: &[Field] = &[
    KEY,
    one("title", "TEXT", "What to call it"),
    TIME,
    ZONE,
    one("place", "TEXT", "Where"),
];

/// What every event may state, behind it.
const MORE: &[Field] = &[
    list("topics", "TOPIC", "What it deals with"),
    one(
        "status",
        "STATUS",
        "occurred (as without it), planned, cancelled, alleged or denied",
    ),
    list("part_of", "EVENT", "The events of which it is a part"),
    field(
        "links",
        Shape::Objects,
        "LINK",
        "What it does to other events, as in `kind=rejects,to=draft`",
    ),
    field(
        "figures",
        Shape::Objects,
        "FIGURE",
        "Numbers, as in `of=drones,value=40,unit=a day`",
    ),
    one("code", "CODE", "Its code, such as CAMEO:042"),
    field(
        "instant",
        Shape::Switch,
        "true|false",
        "Whether it is a moment rather than a stretch",
    ),
    one("notes", "TEXT", "Whatever else there is to say"),
    SOURCES,
];

/// A kind of record.
struct Kind {
    name: &'static str,
    about: &'static str,
    /// Its fields, in turn.
    fields: &'static [&'static [Field]],
    /// What is typed behind `demarche add timeline.jsonl` and the kind.
    example: &'static str,
}

/// The kinds of records.
static KINDS: &[Kind] = &[
    Kind {
        name: "actor",
        about: "A person, state, organization or group",
        fields: &[&[
            KEY,
            one("kind", "KIND", "person, state, organization or group"),
            one("name", "TEXT", "The name"),
            list("aliases", "TEXT", "Other names"),
            field(
                "ids",
                Shape::Object,
                "NAME=ID",
                "Keys elsewhere, as in `wikidata=Q1`",
            ),
        ]],
        example: "--kind person --name 'Ina Berg'",
    },
    Kind {
        name: "source",
        about: "Where claims come from",
        fields: &[&[
            KEY,
            one("publisher", "TEXT", "Who published it"),
            one("title", "TEXT", "Its title"),
            one("author", "TEXT", "Who wrote it"),
            one("url", "ADDRESS", "Where it can be found"),
            one(
                "published",
                "DATE",
                "When: nothing that it reports began later",
            ),
            list("via", "TEXT", "By way of whom it knows"),
            list("speaks_for", "ACTOR", "The actors for whom it speaks"),
            one("reliability", "LETTER", "How reliable it is, from A to F"),
        ]],
        example: "--publisher 'Brusk Radio' --reliability C",
    },
    Kind {
        name: "affiliation",
        about: "That an actor acts for another, from when until when",
        fields: &[&[
            one("actor", "ACTOR", "Who"),
            one("of", "ACTOR", "For whom"),
            one("role", "TEXT", "As what"),
            one("from", "DATE", "Since when"),
            one("until", "DATE", "Until when"),
            SOURCES,
        ]],
        example: "--actor aris --of commission --role chair --from 2024-06",
    },
    Kind {
        name: "meeting",
        about: "A meeting",
        fields: &[
            EVENT,
            &[
                field(
                    "participants",
                    Shape::Keyed("actor"),
                    "ACTOR",
                    "Who was there, with `role`, `for`, `presence` or `sources` behind",
                ),
                list("absent", "ACTOR", "Who was not there"),
                list("concerns", "ACTOR", "Whom it concerns"),
                one("format", "WORD", "How they met, such as in_person or call"),
            ],
            MORE,
        ],
        example: "--title 'Second walk' --time 2024-05-09 \\\n    --participants reyk aris,role=mediator",
    },
    Kind {
        name: "statement",
        about: "What somebody said or wrote",
        fields: &[
            EVENT,
            &[
                list("by", "ACTOR", "Who said so"),
                list("to", "ACTOR", "To whom"),
                list("quote", "TEXT", "The words"),
                one("gist", "TEXT", "What was said, in other words"),
                one("channel", "WORD", "How, such as social_media"),
                list("about", "EVENT", "The events that it is about"),
                list(
                    "replies_to",
                    "EVENT",
                    "The events that it answers: it came after them",
                ),
                one("language", "CODE", "The language"),
                field(
                    "stances",
                    Shape::Objects,
                    "STANCE",
                    "What it takes a stand on, as in `topic=water,stance=oppose`",
                ),
            ],
            MORE,
        ],
        example: "--by aris --gist 'Both want an end to it' --time 2024-05-09",
    },
    Kind {
        name: "document",
        about: "A proposal, an agreement or a report",
        fields: &[
            EVENT,
            &[
                one("form", "FORM", "proposal, agreement or report"),
                list("by", "ACTOR", "Who put it forward"),
                list("to", "ACTOR", "To whom"),
                list("parties", "ACTOR", "Between whom it is"),
                one(
                    "state",
                    "STATE",
                    "proposed, rejected, signed, in_force or withdrawn",
                ),
                field(
                    "terms",
                    Shape::Objects,
                    "TERM",
                    "What it says, as in `topic=water,text=a third each,obliges=brusk`",
                ),
            ],
            MORE,
        ],
        example: "--title 'Report on the flow' \\\n    --form report --by commission --time 2024-06",
    },
    Kind {
        name: "action",
        about: "Anything else that somebody did",
        fields: &[
            EVENT,
            &[list("by", "ACTOR", "Who"), list("to", "ACTOR", "To whom")],
            MORE,
        ],
        example: "--title 'Arven recalls its ambassador' \\\n    --by arven --to brusk --time 2024-05-04",
    },
    Kind {
        name: "relation",
        about: "A claim of two events: how they stand to each other",
        fields: &[&[
            one("id", "KEY", "Its key"),
            one("left", "EVENT", "An event"),
            list(
                "is",
                "RELATION",
                "before, after, during, within ... or several of them",
            ),
            one("right", "EVENT", "Another event"),
            field(
                "gap",
                Shape::Object,
                "GAP",
                "How much time lies between, as in `min=1h,max=2d`",
            ),
            SOURCES,
        ]],
        example: "--left walk --is before --right visit \\\n    --sources courier,credibility=4",
    },
    Kind {
        name: "claim",
        about: "A claim of one event: when it was",
        fields: &[&[
            one("id", "KEY", "Its key"),
            one("event", "EVENT", "The event"),
            TIME,
            ZONE,
            SOURCES,
        ]],
        example: "--event reply --time 2024-05-05 --sources memoirs",
    },
];

impl Kind {
    fn of(name: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    fn command(&'static self) -> Command {
        let example = format!(
            "Example:\n  demarche add timeline.jsonl {} {}",
            self.name, self.example
        );
        let command = Command::new(self.name)
            .about(self.about)
            .after_help(example);
        let fields = self.fields.iter().copied().flatten();
        command
            .arg_required_else_help(true)
            .args(fields.map(Field::arg))
    }
}

impl Field {
    fn arg(&'static self) -> Arg {
        let arg = Arg::new(self.name)
            .long(self.name.replace('_', "-"))
            .value_name(self.value)
            .help(self.help);
        // As files have it will do as well.
        let arg = match self.name.contains('_') {
            true => arg.alias(self.name),
            false => arg,
        };
        match self.shape {
            Shape::One | Shape::Switch => arg.action(ArgAction::Set),
            Shape::List | Shape::Keyed(_) | Shape::Objects | Shape::Object => {
                arg.action(ArgAction::Append).num_args(1..)
            }
        }
    }
}

impl FromArgMatches for NewRecord {
    fn from_arg_matches(matches: &ArgMatches) -> Result<NewRecord, Error> {
        let found = matches.subcommand();
        let found = found.and_then(|(name, given)| Some((Kind::of(name)?, given)));
        let Some((kind, given)) = found else {
            return Err(Error::new(clap::error::ErrorKind::MissingSubcommand));
        };
        let fields = kind.fields.iter().copied().flatten();
        let fields = fields.filter_map(|field| {
            let values = given.get_many::<String>(field.name)?;
            Some((field, values.cloned().collect()))
        });
        Ok(NewRecord {
            kind: kind.name,
            fields: fields.collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = NewRecord::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for NewRecord {
    fn augment_subcommands(command: Command) -> Command {
        let command = command.subcommand_required(true);
        command.subcommands(KINDS.iter().map(Kind::command))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        NewRecord::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        Kind::of(name).is_some()
    }
}
