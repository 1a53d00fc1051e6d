//! `sql`: a query as SQL, for engines that hold the tables themselves.

use demarche::{Dialect, Pattern, RawTables, SqlOptions, Timeline, Views};

use super::args::{Solved, Source, Sql};
use super::input;
use super::output::{Outcome, Status, print, tell};
use super::query::Query;

/// Prints the SQL, or says which part of the query has none.
pub(crate) fn run(args: &Sql) -> Outcome {
    let dialect: Dialect = args.dialect.parse().map_err(|error| {
        tell(format_args!("error: --dialect: {error}"));
        Status::Bad
    })?;
    if let Some(of) = &args.views {
        let of: RawTables = of.parse().map_err(|error| {
            tell(format_args!("error: --views: {error}"));
            Status::Bad
        })?;
        let views = Views::over(of, dialect).to_string();
        return print(Status::Done, |out| out.write_all(views.as_bytes()));
    }
    let text = args.query.as_deref().unwrap_or_default();
    let query = Query::read(text, None)?;
    let named = names(args, &query)?;
    let mut options = SqlOptions::new(dialect);
    options.prefix = args.prefix.clone().unwrap_or_default();
    options.apart_by.clone_from(&args.apart_by);
    let pattern = named.as_ref().unwrap_or(query.pattern());
    let sql = pattern.to_sql(options).map_err(|error| {
        tell(format_args!("query: {}", error.show(text)));
        Status::Bad
    })?;
    print(Status::Done, |out| out.write_all(sql.as_bytes()))
}

/// The query with keys in place of names, where there is a timeline to take them from.
fn names(args: &Sql, query: &Query<'_>) -> Result<Option<Pattern>, Status> {
    let Some(file) = &args.names else {
        return Ok(None);
    };
    let solved = Solved {
        source: Source {
            file: file.clone(),
            reading: args.reading.clone(),
        },
        // Names are the same whatever the claims say.
        set_aside: true,
    };
    let timeline: Timeline = input::timeline(&solved)?;
    let named = timeline.with_keys(query.pattern());
    named
        .map(Some)
        .map_err(|error| query.tell(&error, &solved.source))
}
