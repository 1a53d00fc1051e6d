//! A browser without a window, driven by the WebDriver protocol: as much of it as the tests of the page need.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A session of a browser; it ends with this.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// What stands under this name in answers that name an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// Starts the driver and a browser with a window of this size; none where there is no driver. Under CI there must be one.
    pub fn start(wide: u32, high: u32) -> Option<Browser> {
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match driver {
            Ok(driver) => driver,
            Err(error) => {
                assert!(
                    std::env::var_os("CI").is_none(),
                    "no chromedriver, which CI must have: {error}"
                );
                eprintln!("not tested: no chromedriver ({error})");
                return None;
            }
        };
        let told = driver.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(told).lines();
        let port = loop {
            let line = lines
                .next()
                .expect("the driver tells its port")
                .expect("text");
            let tail = line
                .strip_suffix('.')
                .and_then(|line| line.rsplit_once("on port "));
            if let Some((_, port)) = tail {
                break port.parse().expect("a number");
            }
        };
        // It must not wait for somebody to read what it tells.
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
        };
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--hide-scrollbars".to_owned(),
            format!("--window-size={wide},{high}"),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let answer = browser.call("POST", "/session", &wanted);
        let id = answer["sessionId"].as_str().expect("a session");
        browser.session = format!("/session/{id}");
        browser.post("/window/rect", &json!({"width": wide, "height": high}));
        Some(browser)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        let patience = Some(Duration::from_secs(120));
        stream.set_read_timeout(patience).expect("a time limit");
        let text = if method == "POST" {
            body.to_string()
        } else {
            String::new()
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            text.len()
        );
        stream
            .write_all(head.as_bytes())
            .expect("it takes the head");
        stream
            .write_all(text.as_bytes())
            .expect("it takes the body");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a head");
            if line.trim().is_empty() {
                break;
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("a body");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        let value = answer["value"].clone();
        let error = value.get("error").filter(|error| error.is_string());
        assert!(error.is_none(), "{method} {path}: {value:#}");
        value
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.call("POST", &format!("{}{path}", self.session), body)
    }

    /// Opens an address.
    pub fn open(&self, address: &str) {
        self.post("/url", &json!({"url": address}));
    }

    /// Opens a file.
    pub fn open_file(&self, file: &Path, fragment: &str) {
        self.open("about:blank");
        self.open(&format!("file://{}{fragment}", file.display()));
    }

    /// Runs a program in the page, the body of a function, and gives back what it returns.
    pub fn run(&self, program: &str) -> Value {
        self.post("/execute/sync", &json!({"script": program, "args": []}))
    }

    /// Runs the same until it returns something that is true.
    pub fn wait_for(&self, program: &str) -> Value {
        let begun = Instant::now();
        loop {
            let value = self.run(program);
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "in vain: {program}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What stands in the first element that a selector names.
    pub fn text(&self, selector: &str) -> String {
        let program = format!(
            "return document.querySelector({}).textContent",
            json!(selector)
        );
        self.run(&program).as_str().expect("text").to_owned()
    }

    /// Clicks on an element as a person does.
    pub fn click(&self, selector: &str) {
        let found = self.post(
            "/element",
            &json!({"using": "css selector", "value": selector}),
        );
        let element = found[ELEMENT].as_str().expect("an element");
        self.post(&format!("/element/{element}/click"), &json!({}));
    }

    /// Clicks at a place of the window, or moves to it and turns the wheel.
    pub fn click_at(&self, x: f64, y: f64) {
        self.pointer(&[
            json!({"type": "pointerMove", "duration": 0, "x": whole(x), "y": whole(y)}),
            json!({"type": "pointerDown", "button": 0}),
            json!({"type": "pointerUp", "button": 0}),
        ]);
    }

    /// Drags from one place of the window to another.
    pub fn drag(&self, from: [f64; 2], to: [f64; 2]) {
        self.pointer(&[
            json!({"type": "pointerMove", "duration": 0, "x": whole(from[0]), "y": whole(from[1])}),
            json!({"type": "pointerDown", "button": 0}),
            json!({"type": "pointerMove", "duration": 200, "x": whole(to[0]), "y": whole(to[1])}),
            json!({"type": "pointerUp", "button": 0}),
        ]);
    }

    fn pointer(&self, actions: &[Value]) {
        let source = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions});
        self.post("/actions", &json!({"actions": [source]}));
    }

    /// Two fingers that move apart about a place.
    pub fn pinch(&self, x: f64, y: f64) {
        let finger = |id: &str, way: f64| {
            json!({"type": "pointer", "id": id, "parameters": {"pointerType": "touch"}, "actions": [
                {"type": "pointerMove", "duration": 0, "x": whole(x + way * 30.0), "y": whole(y)},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerMove", "duration": 200, "x": whole(x + way * 120.0), "y": whole(y)},
                {"type": "pointerUp", "button": 0},
            ]})
        };
        self.post(
            "/actions",
            &json!({"actions": [finger("one", -1.0), finger("two", 1.0)]}),
        );
    }

    /// Turns the wheel over a place.
    pub fn wheel(&self, x: f64, y: f64, by: i32) {
        let action = json!({"type": "scroll", "x": whole(x), "y": whole(y), "deltaX": 0, "deltaY": by, "duration": 0});
        let source = json!({"type": "wheel", "id": "wheel", "actions": [action]});
        self.post("/actions", &json!({"actions": [source]}));
    }

    /// Strikes keys on what has the focus.
    pub fn keys(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()}))
        });
        let strokes: Vec<Value> = strokes.collect();
        let source = json!({"type": "key", "id": "keys", "actions": strokes});
        self.post("/actions", &json!({"actions": [source]}));
    }

    /// What the page and the browser wrote to the console since this was asked last.
    pub fn console(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// Keeps a picture of the window in a file, if the environment asks for pictures.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("DEMARCHE_SCREENSHOTS") else {
            return;
        };
        let path = format!("{}/screenshot", self.session);
        let answer = self.call("GET", &path, &Value::Null);
        let bytes = base64(answer.as_str().expect("a picture"));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(Path::new(&folder).join(name), bytes).expect("it can be written");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.call("DELETE", &self.session, &Value::Null);
        }
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes().filter(|&letter| letter != b'=') {
        let value = LETTERS.iter().position(|&known| known == letter);
        held = held << 6 | value.expect("base64") as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

/// A place as the protocol wants it.
fn whole(place: f64) -> i64 {
    place.round() as i64
}
