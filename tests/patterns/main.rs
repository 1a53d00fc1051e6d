//! Query text: what is read, how it is printed, and what is said of what is no query.

mod any_text;
mod bad;
mod built;
mod json;
mod text;
