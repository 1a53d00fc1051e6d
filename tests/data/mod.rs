//! Where the real data is that some tests read.

use std::path::PathBuf;

/// The folder that `DEMARCHE_DATA` names, or `None`, with a note that says what is not checked for want of it.
///
/// # Panics
///
/// In CI, where the data must be there.
pub fn folder(unchecked: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("DEMARCHE_DATA");
    if folder.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "in CI the variable DEMARCHE_DATA must be set"
        );
        eprintln!("DEMARCHE_DATA is not set: {unchecked} not checked");
    }
    folder.map(PathBuf::from)
}
