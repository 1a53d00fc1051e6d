//! The twenty-five questions of an analyst, each asked of the article or of a small timeline: with certain
//! answers, with possible ones, and where a table of dates would be wrong.

mod encounters;
mod ground;
mod sources;
mod statements;
mod times;
