//! What is pressed, whatever terminal it comes from.

/// A key, or an order that some keys give together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A character, as typed.
    Char(char),
    Enter,
    Escape,
    Tab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Backspace,
    Delete,
    /// Control and U: what is typed is to go.
    Clear,
    /// Control and C: the end, whatever goes on.
    Quit,
}
