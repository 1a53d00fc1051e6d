//! The lines of a file, of which no one is held in memory if it is too long.

use std::io::{self, BufRead, ErrorKind, Read, Write};

/// The longest line of JSON Lines, without its end, in bytes.
pub(crate) const LONGEST: usize = 64 << 20;

/// The lines of a reader, counted from 1.
pub(crate) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u32,
    read: u64,
}

/// What stands on a line.
pub(crate) enum Line<'a> {
    /// The bytes, without the end of the line.
    Bytes(&'a [u8]),
    /// More than [`LONGEST`] bytes, which are passed over.
    TooLong,
}

impl<R: BufRead> Lines<R> {
    /// The lines of this reader.
    pub(crate) fn new(reader: R) -> Lines<R> {
        Lines {
            reader,
            buffer: Vec::new(),
            number: 0,
            read: 0,
        }
    }

    /// The next line and its number, none at the end.
    ///
    /// # Errors
    ///
    /// If the reader fails; the number of the line tells where.
    pub(crate) fn next(&mut self) -> Result<Option<(u32, Line<'_>)>, (u32, io::Error)> {
        self.next_or_copy(&mut io::sink())
    }

    /// The next line as [`next`](Lines::next) gives it; the bytes of one that is too long go to `copy`, without the
    /// end of the line.
    ///
    /// # Errors
    ///
    /// If the reader or the writer fails; the number of the line tells where.
    pub(crate) fn next_or_copy(
        &mut self,
        copy: &mut dyn Write,
    ) -> Result<Option<(u32, Line<'_>)>, (u32, io::Error)> {
        self.buffer.clear();
        self.number = self.number.saturating_add(1);
        let number = self.number;
        // The end of the line may be two bytes.
        let limit = LONGEST as u64 + 2;
        let mut part = (&mut self.reader).take(limit);
        let read = part.read_until(b'\n', &mut self.buffer);
        if read.map_err(|error| (number, error))? == 0 {
            return Ok(None);
        }
        let ended = self.buffer.ends_with(b"\n");
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let length = line.strip_suffix(b"\r").unwrap_or(line).len();
        if length <= LONGEST {
            self.read += self.buffer.len() as u64;
            let line = self.buffer.get(..length).unwrap_or_default();
            return Ok(Some((number, Line::Bytes(line))));
        }
        let copied = copy.write_all(line);
        self.read += self.buffer.len() as u64;
        self.buffer = Vec::new();
        copied.map_err(|error| (number, error))?;
        if !ended {
            self.pass_over(copy).map_err(|error| (number, error))?;
        }
        Ok(Some((number, Line::TooLong)))
    }

    /// How many bytes have been read, ends of lines included.
    pub(crate) fn bytes(&self) -> u64 {
        self.read
    }

    /// Reads to the end of the line and keeps nothing.
    fn pass_over(&mut self, copy: &mut dyn Write) -> io::Result<()> {
        loop {
            let bytes = match self.reader.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                bytes => bytes?,
            };
            if bytes.is_empty() {
                return Ok(());
            }
            match bytes.iter().position(|byte| *byte == b'\n') {
                Some(end) => {
                    copy.write_all(bytes.get(..end).unwrap_or_default())?;
                    self.reader.consume(end + 1);
                    self.read += end as u64 + 1;
                    return Ok(());
                }
                None => {
                    copy.write_all(bytes)?;
                    let length = bytes.len();
                    self.reader.consume(length);
                    self.read += length as u64;
                }
            }
        }
    }
}

/// The place of the first byte that is not UTF-8, counted in characters from 1.
pub(crate) fn column_of_invalid(bytes: &[u8]) -> Option<usize> {
    let error = std::str::from_utf8(bytes).err()?;
    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
    Some(String::from_utf8_lossy(valid).chars().count() + 1)
}

/// What is wrong with a line that is not UTF-8.
pub(crate) fn not_utf8(column: usize) -> String {
    format!("not UTF-8 at column {column}; save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(bytes: &[u8]) -> Vec<(u32, Option<Vec<u8>>)> {
        let mut lines = Lines::new(BufReader::new(bytes));
        let mut all = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            all.push((
                number,
                match line {
                    Line::Bytes(bytes) => Some(bytes.to_vec()),
                    Line::TooLong => None,
                },
            ));
        }
        all
    }

    #[test]
    fn ends_of_lines_are_left_out() {
        let line = |number, text: &str| (number, Some(text.as_bytes().to_vec()));
        assert_eq!(lines(b""), []);
        assert_eq!(
            lines(b"a\r\n\nb\rc"),
            [line(1, "a"), line(2, ""), line(3, "b\rc")]
        );
    }

    #[test]
    fn a_line_may_be_as_long_as_the_limit() {
        let mut bytes = vec![b' '; LONGEST];
        bytes.extend(b"\r\n");
        bytes.extend(vec![b' '; LONGEST + 1]);
        bytes.extend(b"\nc");
        let lines = lines(&bytes);
        let lengths: Vec<_> = lines
            .iter()
            .map(|(number, line)| (*number, line.as_ref().map(Vec::len)))
            .collect();
        assert_eq!(lengths, [(1, Some(LONGEST)), (2, None), (3, Some(1))]);
    }
}
