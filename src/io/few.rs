//! Up to a few texts.

/// Up to a few texts, without any allocation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Few<'a> {
    texts: [&'a str; 8],
    count: usize,
}

impl Default for Few<'_> {
    fn default() -> Self {
        Few {
            texts: [""; 8],
            count: 0,
        }
    }
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

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}
