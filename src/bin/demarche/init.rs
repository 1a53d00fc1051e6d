//! `init`: a timeline to learn from, or the first line of one's own.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};

use super::args::Init;
use super::file::{is_other, is_standard};
use super::output::{Outcome, Status, print, tell, unwritten};
use super::shell::quoted;

/// A made-up chronology with every kind of record.
const STARTER: &str = include_str!("../../../examples/data/starter.jsonl");

/// Whatever it is that a timeline begins with.
const EMPTY: &str = "{\"type\":\"timeline\",\"format\":1,\"title\":\"\"}\n";

/// Writes the file, and tells what to try.
pub(crate) fn run(args: &Init) -> Outcome {
    let text = if args.empty { EMPTY } else { STARTER };
    if is_standard(&args.file) {
        return print(Status::Done, |out| out.write_all(text.as_bytes()));
    }
    if is_other(&args.file) {
        let lines = quoted(&args.file.with_extension("jsonl").display().to_string());
        tell(format_args!(
            "{}: JSON Lines are written, which its ending does not say; `demarche init {lines}` is told apart",
            args.file.display()
        ));
        return Err(Status::Bad);
    }
    let mut file = match File::create_new(&args.file) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            tell(format_args!(
                "{}: is there already, and is left as it is; give another name",
                args.file.display()
            ));
            return Err(Status::Bad);
        }
        Err(error) => return Err(unwritten(&args.file, &error)),
    };
    if let Err(error) = file.write_all(text.as_bytes()) {
        drop(file);
        // Half a file would only be in the way.
        let _ = fs::remove_file(&args.file);
        return Err(unwritten(&args.file, &error));
    }
    let name = quoted(&args.file.display().to_string());
    if args.empty {
        tell(own(&name));
    } else {
        let picture = args.file.with_extension("html").display().to_string();
        tell(starter(&name, &quoted(&picture)));
    }
    Ok(Status::Done)
}

/// What to try with the chronology.
fn starter(name: &str, picture: &str) -> String {
    format!(
        "{name} holds a made-up quarrel over a river, a record a line, with notes. Three things to try:\n  \
         demarche ask {name} 'find ?who, ?m where meeting ?m with ?who, reyk and ?m before draft'\n  \
         demarche explain {name} reply before draft\n  \
         demarche render {name} --condensed -o {picture}"
    )
}

/// What to try with a timeline of one's own.
fn own(name: &str) -> String {
    format!(
        "{name} is a timeline without events. To begin with:\n  \
         demarche add {name} actor --kind person --name 'Ada Lovelace'\n  \
         demarche add {name} statement --by ada-lovelace --gist 'Notes on an engine' --time 1843\n  \
         demarche order {name}"
    )
}
