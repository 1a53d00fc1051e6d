//! How smoothly the page moves, in a browser without a window: `cargo bench --bench page`.
//!
//! It pans over 5,000 events, first all of them in view, then nearer and nearer, and tells how long the program takes for a frame
//! and how far apart frames are. It needs `chromedriver`.

#[path = "../tests/page/browser.rs"]
#[allow(dead_code)]
mod browser;
mod generate;

use browser::Browser;
use demarche::Picture;
use generate::{builder, skewed};

/// Pans by a few pixels in each of 240 frames; gives the 50th and 95th percentiles, in milliseconds, of the time that
/// painting takes, and of the time from frame to frame.
const PAN: &str = "
    const stage = document.querySelector('#stage');
    stage.focus();
    window.frames = null;
    const [apart, painting] = [[], []];
    let last = null;
    const step = (now) => {
        if (last !== null) apart.push(now - last);
        last = now;
        if (apart.length >= 240) {
            const at = (list, part) => [...list].sort((a, b) => a - b)[Math.floor(list.length * part)];
            window.frames = [at(painting, 0.5), at(painting, 0.95), at(apart, 0.5), at(apart, 0.95)];
            return;
        }
        const key = apart.length % 60 < 30 ? 'ArrowRight' : 'ArrowLeft';
        stage.dispatchEvent(new KeyboardEvent('keydown', { key }));
        requestAnimationFrame((begun) => {
            painting.push(performance.now() - begun);
        });
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);";

fn main() {
    // Other arguments are for the harness that this bench does without.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    let Some(browser) = Browser::start(1600, 1000) else {
        return;
    };
    let t = builder(skewed(5_000, 40)).build().expect("sound");
    let file = std::env::temp_dir().join(format!("demarche-page-{}.html", std::process::id()));
    std::fs::write(&file, Picture::of(&t).to_html()).expect("it can be written");
    browser.open_file(&file, "");
    println!("milliseconds: painting p50 p95, frame to frame p50 p95");
    for zooms in [0, 4, 8, 12] {
        browser.run("document.querySelector('#stage').focus()");
        browser.keys("0");
        browser.keys(&"+".repeat(zooms));
        browser.run(PAN);
        let told = browser.wait_for("return window.frames");
        let told: Vec<String> = (0..4)
            .map(|at| format!("{:.1}", told[at].as_f64().unwrap_or(f64::NAN)))
            .collect();
        println!("zoomed {zooms:2} times: {}", told.join(" "));
    }
    std::fs::remove_file(&file).ok();
}
