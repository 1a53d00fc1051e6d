//! The terminal: taken over, given back, and read.

use super::browser::Browser;
use super::frame::draw;
use super::key::Key;
use ratatui::Terminal;
use ratatui_crossterm::CrosstermBackend;
use ratatui_crossterm::crossterm::cursor::Show;
use ratatui_crossterm::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use ratatui_crossterm::crossterm::execute;
use ratatui_crossterm::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is ours. It is given back once only: leaving the second screen again would move the
/// cursor over what was printed since.
static IS_OURS: AtomicBool = AtomicBool::new(false);

/// A terminal that is ours until this is dropped.
struct Ours;

impl Ours {
    fn take() -> io::Result<Ours> {
        let print = panic::take_hook();
        // What is printed on the second screen is gone with it, so that it is left first.
        panic::set_hook(Box::new(move |info| {
            give_back();
            print(info);
        }));
        IS_OURS.store(true, Ordering::SeqCst);
        let ours = Ours;
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen)?;
        Ok(ours)
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    if IS_OURS.swap(false, Ordering::SeqCst) {
        // There is nobody left to tell of a failure.
        let _ = disable_raw_mode();
        let _ = execute!(io::stdout(), LeaveAlternateScreen, Show);
        let _ = io::stdout().flush();
    }
}

/// Browses until the end.
///
/// # Errors
///
/// Where the terminal can't be read or written.
pub(crate) fn run(browser: &mut Browser<'_>, has_colour: bool) -> io::Result<()> {
    let _ours = Ours::take()?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    while !browser.is_done() {
        let mut room = None;
        terminal.draw(|frame| room = Some(draw(frame, browser, has_colour)))?;
        browser.drawn(room.unwrap_or_default());
        // A new size is an event, too, after which all is drawn anew.
        if let Event::Key(event) = event::read()?
            && event.kind != KeyEventKind::Release
            && let Some(key) = key(event)
        {
            browser.press(key);
        }
    }
    Ok(())
}

fn key(event: KeyEvent) -> Option<Key> {
    // With Alt as well it is AltGr on some systems, which types characters.
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    if event.modifiers & both == KeyModifiers::CONTROL {
        return match event.code {
            KeyCode::Char('c') => Some(Key::Quit),
            KeyCode::Char('u') => Some(Key::Clear),
            _ => None,
        };
    }
    Some(match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Tab => Key::Tab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        _ => return None,
    })
}
