//! Clocks, memory, and the file of a result.

use crate::params::Parameter;
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// What one question cost, parameter by parameter.
#[derive(Debug, Default)]
pub struct Report {
    /// Milliseconds a parameter.
    pub times: Vec<f64>,
    /// The number of answers of each parameter.
    pub answers: Vec<u64>,
    /// What the answers of each parameter add up to.
    pub digests: Vec<u64>,
}

/// Answers, counted and added up in whatever order they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many.
    pub answers: u64,
    /// Their sum.
    pub sum: u64,
}

/// Sums are kept below this, so that every language can hold them.
pub const MODULUS: u64 = (1 << 31) - 1;

impl Digest {
    /// One answer more, of up to three numbers.
    pub fn add(&mut self, a: u64, b: u64, c: u64) {
        let part = |x: u64, times: u64| x % MODULUS * times % MODULUS;
        let sum = part(a, 1_000_003) + part(b, 20_011) + part(c, 31);
        self.answers += 1;
        self.sum = (self.sum + sum) % MODULUS;
    }
}

impl Report {
    /// Asks with one parameter after the other, each three times where that takes less than a second, of which the
    /// fastest counts; `after` turns what was found into a digest, off the clock.
    pub fn run<T>(
        all: &[Parameter],
        mut ask: impl FnMut(&Parameter) -> T,
        after: impl Fn(T) -> Digest,
    ) -> Report {
        let mut report = Report::default();
        let mut runs = 0;
        for p in all {
            let mut best = f64::INFINITY;
            let found = loop {
                let begin = Instant::now();
                let found = ask(p);
                let time = begin.elapsed().as_secs_f64() * 1e3;
                best = best.min(time);
                runs += 1;
                if runs % 3 == 0 || time > 1e3 {
                    runs = 0;
                    break found;
                }
            };
            report.times.push(best);
            let digest = after(found);
            report.answers.push(digest.answers);
            report.digests.push(digest.sum);
        }
        report
    }

    /// Of what is done once.
    pub fn once(time: std::time::Duration) -> Report {
        Report {
            times: vec![time.as_secs_f64() * 1e3],
            ..Report::default()
        }
    }

    /// Writes the result of a question.
    ///
    /// # Errors
    ///
    /// Where the file can't be written.
    pub fn write(
        &self,
        folder: &Path,
        tool: &str,
        version: &str,
        question: &str,
    ) -> std::io::Result<()> {
        let mut sorted = self.times.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let last = sorted.len().saturating_sub(1);
            sorted.get((share * last as f64).round() as usize).copied()
        };
        let (peak, resident) = memory();
        let value = json!({
            "tool": tool, "version": version, "question": question, "parameters": self.times.len(),
            "p50_ms": at(0.5), "p99_ms": at(0.99), "peak_mb": peak, "resident_mb": resident,
            "answers": self.answers, "digests": self.digests,
        });
        std::fs::create_dir_all(folder)?;
        let path = folder.join(format!("{question}-{tool}.json"));
        println!(
            "{tool:10} {question:8} p50 {:>12.4} ms  p99 {:>12.4} ms  answers {}  peak {peak} MB, resident {resident} MB",
            at(0.5).unwrap_or_default(),
            at(0.99).unwrap_or_default(),
            self.answers.iter().sum::<u64>(),
        );
        std::fs::write(path, format!("{value:#}\n"))
    }
}

/// The most memory that this process has had, and what it has, in MB.
pub fn memory() -> (u64, u64) {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        number.unwrap_or(0) / 1024
    };
    (line("VmHWM:"), line("VmRSS:"))
}
