//! What can be typed behind `render`, and the formats of pictures.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use demarche::{Lanes, Picture};

use super::format::ending;
use super::{Budget, Solved};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "With --ask the picture shows only the events that the variables behind `find` stand for.\n\n\
                  Examples:\n  demarche render timeline.jsonl -o lake.html\n  \
                  demarche render timeline.jsonl --to svg --lanes kind --condensed >kinds.svg\n  \
                  demarche render timeline.jsonl --ask 'find ?m where meeting ?m with reyk' -o reyk.svg"
)]
pub(crate) struct Render {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The format of the picture.
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, help = formats())]
    pub(crate) to: Option<PictureFormat>,
    /// The file to write; without it, or as `-`, standard output
    #[arg(long, short, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// What the lanes stand for (actor)
    #[arg(long, value_name = "LANES")]
    pub(crate) lanes: Option<LanesOf>,
    /// Give little room to stretches in which nothing can begin or end
    #[arg(long)]
    pub(crate) condensed: bool,
    /// How wide the picture is, in pixels, 480 at least (1200)
    #[arg(long, value_name = "N")]
    pub(crate) width: Option<u32>,
    /// Show only the events that the answers to this query are about
    #[arg(long, value_name = "QUERY")]
    pub(crate) ask: Option<String>,
    #[command(flatten)]
    pub(crate) budget: Budget,
}

/// The help for `--to`: the formats that there are.
fn formats() -> String {
    let values = PictureFormat::value_variants().iter();
    let values = values.filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
    let names = match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    };
    format!("Draw as {names},\nunless the ending of OUT tells")
}

/// What lanes can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanesOf {
    Actor,
    State,
    Kind,
}

impl From<LanesOf> for Lanes {
    fn from(lanes: LanesOf) -> Lanes {
        match lanes {
            LanesOf::Actor => Lanes::Actor,
            LanesOf::State => Lanes::State,
            LanesOf::Kind => Lanes::Kind,
        }
    }
}

/// How a picture is to look, where the format has a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether text may have colours.
    pub(crate) colour: bool,
}

/// Lists the formats of pictures: the name for `--to` and in code, the endings of its files, and what draws it.
macro_rules! pictures {
    ($($format:ident [$($ending:literal),+] $draw:expr;)+) => {
        /// The formats of pictures.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub(crate) enum PictureFormat {
            $($format,)+
        }

        impl PictureFormat {
            /// The endings of files, those of each format in turn.
            pub(crate) const ENDINGS: &'static [&'static str] = &[$($($ending),+),+];

            /// The format of files with the ending of this one.
            pub(crate) fn of_ending(file: &Path) -> Option<PictureFormat> {
                match ending(file)?.as_str() {
                    $($($ending)|+ => Some(PictureFormat::$format),)+
                    _ => None,
                }
            }

            /// Draws a picture.
            pub(crate) fn draw(self, picture: &Picture<'_>, look: Look) -> String {
                let draw: fn(&Picture<'_>, Look) -> String = match self {
                    $(PictureFormat::$format => $draw,)+
                };
                draw(picture, look)
            }
        }
    };
}

pictures! {
    Html ["html", "htm"] |picture, _| picture.to_html();
    Text ["txt"] |picture, look| picture.clone().colored(look.colour).to_text();
    Markdown ["md"] |picture, _| picture.to_markdown();
    Dot ["dot", "gv"] |picture, _| picture.to_dot();
    Mermaid ["mmd"] |picture, _| picture.to_mermaid();
    Svg ["svg"] |picture, _| picture.to_svg();
}
