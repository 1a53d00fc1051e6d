//! The command line tool as its users meet it: what it prints, what it complains of, and how it ends.
#![cfg(feature = "cli")]

mod adding;
mod examples;
mod files;
mod mistakes;
mod page;
mod pictures;
mod pipes;
mod progress;
mod run;
mod sessions;
mod shells;
mod starter;
mod tables;
