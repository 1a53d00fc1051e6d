//! Up to a few texts.

/// Up to a few texts, without any allocation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Few<'a> {
    texts: [&'a str; 8],
    count: usize,
}

impl<'a> Few<'a> {
    /// Adds a text; nothing where there is no more room.
    pub(super) fn push(&mut self, text: &'a str) -> Option<()> {
        *self.texts.get_mut(self.count)? = text;
        self.count += 1;
        Some(())
    }

    pub(super) fn get(&self) -> &[&'a str] {
        self.texts.get(..self.count).unwrap_or_default()
    }

    #[cfg(feature = "csv")]
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}
