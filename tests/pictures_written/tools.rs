//! The tools for which the pictures are written, where this machine has them.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Says that something is not checked for want of a tool.
///
/// # Panics
///
/// In CI, where the tools must be there.
fn missing(tool: &str, unchecked: &str) {
    assert!(
        std::env::var_os("CI").is_none(),
        "in CI there must be {tool}"
    );
    eprintln!("there is no {tool}: {unchecked} not checked");
}

/// What a filter makes of a text; `None` where it is not installed.
///
/// # Panics
///
/// Where it fails, or complains.
fn filtered(command: &str, args: &[&str], text: &str, unchecked: &str) -> Option<String> {
    let mut command_line = Command::new(command);
    command_line
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let Ok(mut child) = command_line.spawn() else {
        missing(command, unchecked);
        return None;
    };
    let mut input = child.stdin.take().expect("piped");
    let owned = text.to_owned();
    // Written beside the reading, so that neither waits for the other.
    let writer = std::thread::spawn(move || input.write_all(owned.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && complaint.is_empty(),
        "{command}: {complaint}\n{text}"
    );
    writer.join().expect("it ends").expect("it reads all");
    Some(String::from_utf8(output.stdout).expect("text"))
}

/// The SVG that Graphviz draws.
pub fn graphviz(dot: &str) -> Option<String> {
    filtered("dot", &["-Tsvg"], dot, "what Graphviz makes of DOT is")
}

/// The HTML that GitHub's library makes of Markdown.
pub fn html(markdown: &str) -> Option<String> {
    let args = [
        "--unsafe",
        "-e",
        "table",
        "-e",
        "strikethrough",
        "-e",
        "autolink",
    ];
    filtered(
        "cmark-gfm",
        &args,
        markdown,
        "what GitHub makes of Markdown is",
    )
}

/// What is read in diagrams that Mermaid draws, one object each; `None` where there is no Mermaid or no browser.
///
/// The variable `DEMARCHE_MERMAID` names the file of Mermaid's package that a page loads: `mermaid.min.js`, say.
///
/// # Panics
///
/// Where the browser fails.
pub fn mermaid(diagrams: &[String], name: &str) -> Option<Vec<Value>> {
    let unchecked = "what Mermaid makes of its diagrams is";
    let Some(library) = std::env::var_os("DEMARCHE_MERMAID").map(PathBuf::from) else {
        missing("Mermaid, named by DEMARCHE_MERMAID", unchecked);
        return None;
    };
    let library = library
        .canonicalize()
        .expect("DEMARCHE_MERMAID names a file");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("mermaid")
        .join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let page = folder.join("page.html");
    let json = serde_json::to_string(diagrams)
        .expect("texts")
        .replace('<', "\\u003c");
    let text = include_str!("mermaid.html");
    let text = text.replacen("MERMAID", &format!("file://{}", library.display()), 1);
    std::fs::write(&page, text.replacen("DIAGRAMS", &json, 1)).expect("a page");
    let browser = ["chromium", "chromium-browser", "google-chrome"];
    let output = browser.into_iter().find_map(|browser| {
        Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--dump-dom",
            ])
            .arg("--virtual-time-budget=600000")
            .arg(format!(
                "--user-data-dir={}",
                folder.join("profile").display()
            ))
            .arg(format!("file://{}", page.display()))
            .stdin(Stdio::null())
            .output()
            .ok()
    });
    let Some(output) = output else {
        missing("browser", unchecked);
        return None;
    };
    let page = String::from_utf8_lossy(&output.stdout);
    let told = page
        .split_once("&lt;&lt;&lt;")
        .and_then(|(_, rest)| rest.split_once("&gt;&gt;&gt;"));
    let (told, _) = told.unwrap_or_else(|| {
        panic!(
            "the page has not come to its end: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    let told: Value = serde_json::from_slice(&decoded(told)).expect("JSON");
    let told = told.as_array().expect("a list").clone();
    assert_eq!(told.len(), diagrams.len());
    for (one, diagram) in told.iter().zip(diagrams) {
        assert!(one.get("error").is_none(), "{one}\n{diagram}");
        assert_eq!(one["strange"], Value::Array(Vec::new()), "{diagram}");
    }
    Some(told)
}

/// The bytes of a text in base 64.
fn decoded(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u32, 0);
    for letter in text.bytes().filter(|&letter| letter != b'=') {
        held = held << 6 | u32::from(value(letter));
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}
