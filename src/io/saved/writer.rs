//! Blocks on their way into a file.

use std::io::{self, Write};

use crc32fast::Hasher;

use super::{END, MAGIC, VERSION};
use crate::model::Record;
use crate::timeline::{BlockWriter, Cell};

/// How many bytes are turned over at once.
const CHUNK: usize = 1 << 16;

/// Writes the head, blocks, and the end.
pub(super) struct Writer<W: Write> {
    inner: W,
    chunk: Vec<u8>,
    blocks: u32,
    /// Of the head, and of the name, length and checksum of each block.
    all: Hasher,
}

impl<W: Write> Writer<W> {
    /// Writes the head.
    pub(super) fn new(mut inner: W) -> io::Result<Writer<W>> {
        let mut all = Hasher::new();
        for bytes in [&MAGIC[..], &VERSION.to_le_bytes()] {
            inner.write_all(bytes)?;
            all.update(bytes);
        }
        Ok(Writer {
            inner,
            chunk: Vec::with_capacity(CHUNK),
            blocks: 0,
            all,
        })
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let end = [self.blocks, self.all.clone().finalize()];
        self.cells(END, &end)?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    /// Writes one block, of so many bytes, which `fill` writes.
    fn block(
        &mut self,
        name: &str,
        length: u64,
        fill: impl FnOnce(&mut Payload<'_, W>) -> io::Result<()>,
    ) -> io::Result<()> {
        let size = u8::try_from(name.len()).map_err(io::Error::other)?;
        let mut head = vec![size];
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(&length.to_le_bytes());
        self.inner.write_all(&head)?;
        let mut checksum = Hasher::new();
        checksum.update(&head);
        let mut payload = Payload {
            inner: &mut self.inner,
            checksum,
            left: length,
        };
        fill(&mut payload)?;
        if payload.left != 0 {
            return Err(io::Error::other("a block of another length than was said"));
        }
        let checksum = payload.checksum.finalize().to_le_bytes();
        self.inner.write_all(&checksum)?;
        self.all.update(&head);
        self.all.update(&checksum);
        self.blocks += 1;
        Ok(())
    }
}

/// The bytes of a block, as they are written.
struct Payload<'w, W> {
    inner: &'w mut W,
    checksum: Hasher,
    left: u64,
}

impl<W: Write> Write for Payload<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        self.left = self
            .left
            .checked_sub(length)
            .ok_or(io::ErrorKind::InvalidInput)?;
        self.inner.write_all(bytes)?;
        self.checksum.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts bytes instead of writing them.
#[derive(Default)]
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> BlockWriter for Writer<W> {
    fn cells<T: Cell>(&mut self, name: &str, cells: &[T]) -> io::Result<()> {
        let mut chunk = std::mem::take(&mut self.chunk);
        let length = cells.len() as u64 * T::SIZE as u64;
        let written = self.block(name, length, |payload| {
            for cells in cells.chunks(CHUNK / T::SIZE) {
                chunk.resize(cells.len() * T::SIZE, 0);
                for (cell, bytes) in cells.iter().zip(chunk.chunks_exact_mut(T::SIZE)) {
                    cell.put(bytes);
                }
                payload.write_all(&chunk)?;
            }
            Ok(())
        });
        self.chunk = chunk;
        written
    }

    fn records<'a, I>(&mut self, name: &str, records: I) -> io::Result<()>
    where
        I: Iterator<Item = &'a Record> + Clone,
    {
        let mut count = Count::default();
        lines(records.clone(), &mut count)?;
        self.block(name, count.0, |payload| {
            let mut buffered = io::BufWriter::with_capacity(CHUNK, payload);
            lines(records, &mut buffered)?;
            buffered.flush()
        })
    }
}

/// Writes records, one a line.
fn lines<'a>(records: impl Iterator<Item = &'a Record>, to: &mut impl Write) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut *to, record)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
