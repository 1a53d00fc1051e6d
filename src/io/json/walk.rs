//! The way through a JSON text, and what is found wrong on it.

use std::fmt::Write;

use crate::model::Fault;

/// One step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Field(&'static str),
    Member(usize),
}

/// Where in the record one is, and what has been found wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    path: Vec<Step>,
    pub(crate) faults: Vec<Fault>,
}

impl Walk {
    /// Goes into a field.
    pub(crate) fn field<T>(&mut self, name: &'static str, go: impl FnOnce(&mut Walk) -> T) -> T {
        self.step(Step::Field(name), go)
    }

    /// Goes into a member of a list.
    pub(crate) fn member<T>(&mut self, i: usize, go: impl FnOnce(&mut Walk) -> T) -> T {
        self.step(Step::Member(i), go)
    }

    fn step<T>(&mut self, step: Step, go: impl FnOnce(&mut Walk) -> T) -> T {
        self.path.push(step);
        let gone = go(self);
        self.path.pop();
        gone
    }

    /// Something is wrong with the value where one is.
    pub(crate) fn fault(&mut self, message: impl Into<String>) {
        self.faults.push(Fault {
            field: self.path(None),
            ..Fault::new(message)
        });
    }

    /// Something is wrong with the value where one is, and this was probably meant.
    pub(crate) fn fault_near(&mut self, message: impl Into<String>, meant: Option<String>) {
        self.fault(message);
        if let Some(fault) = self.faults.last_mut() {
            fault.suggestion = meant;
        }
    }

    /// Something is wrong with the field so called of the object where one is.
    pub(crate) fn fault_of(&mut self, name: &str, message: &str, meant: Option<String>) {
        self.faults.push(Fault {
            field: self.path(Some(name)),
            suggestion: meant,
            ..Fault::new(message)
        });
    }

    fn path(&self, last: Option<&str>) -> Option<String> {
        let mut path = String::new();
        let steps = self.path.iter().copied().map(Ok).chain(last.map(Err));
        for step in steps {
            // Writing to a string does not fail.
            let _ = match step {
                Ok(Step::Member(i)) => write!(path, "[{i}]"),
                Ok(Step::Field(name)) | Err(name) if path.is_empty() => write!(path, "{name}"),
                Ok(Step::Field(name)) | Err(name) => write!(path, ".{name}"),
            };
        }
        (!path.is_empty()).then_some(path)
    }
}
