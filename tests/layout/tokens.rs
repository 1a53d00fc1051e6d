//! Rust text as tokens: just enough of a lexer to find paths in code, and not in comments, strings
//! or tests.

/// A name, or a mark; `::` is one mark, and literals are left out.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// Cuts Rust text into tokens, without its comments and literals.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let peek = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let begin = at;
        match (chars[at], peek(at + 1)) {
            ('/', '/') => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
            }
            ('/', '*') => at = past_comment(&chars, at),
            ('"', _) => at = past_string(&chars, at),
            ('\'', next) => {
                // A lifetime has a name and no closing quote right after its first letter.
                if is_name(next) && peek(at + 2) != '\'' {
                    at += 1;
                } else {
                    at += if next == '\\' { 3 } else { 2 };
                    while at < chars.len() && chars[at] != '\'' {
                        at += 1;
                    }
                    at += 1;
                }
            }
            (c, _) if is_name(c) => {
                while is_name(peek(at)) {
                    at += 1;
                }
                let name: String = chars[begin..at].iter().collect();
                let raw = matches!(name.as_str(), "r" | "br" | "cr");
                let hashes = chars[at..].iter().take_while(|c| **c == '#').count();
                if raw && peek(at + hashes) == '"' {
                    at = past_raw_string(&chars, at + hashes + 1, hashes);
                } else {
                    tokens.push(Token { line, text: name });
                }
            }
            (':', ':') => {
                at += 2;
                tokens.push(Token {
                    line,
                    text: "::".to_owned(),
                });
            }
            (c, _) => {
                at += 1;
                if !c.is_whitespace() {
                    tokens.push(Token {
                        line,
                        text: c.to_string(),
                    });
                }
            }
        }
        let end = at.min(chars.len());
        line += chars[begin..end].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Block comments nest.
fn past_comment(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match chars[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn past_string(chars: &[char], mut at: usize) -> usize {
    at += 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn past_raw_string(chars: &[char], mut at: usize, hashes: usize) -> usize {
    while at < chars.len() {
        let closes =
            chars[at] == '"' && chars[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        at += 1;
        if closes {
            return at + hashes;
        }
    }
    at
}

/// Leaves out every item under `#[cfg(test)]`.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let marked = tokens[at..]
            .iter()
            .map(|t| t.text.as_str())
            .take(MARK.len())
            .eq(MARK);
        if marked {
            at = past_item(tokens, at + MARK.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// An item ends with its closing brace, or with a semicolon outside brackets.
fn past_item(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        let text = tokens[at].text.as_str();
        at += 1;
        match text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(text, "}" | ";") {
            break;
        }
    }
    at
}
