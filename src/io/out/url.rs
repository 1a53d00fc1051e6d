//! Addresses from data.

/// Whether a text is an address on the web in which nothing stands that could end it or do something: other schemes
/// (`javascript:`) and letters that addresses don't have are refused.
pub(in crate::io) fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://");
    let rest = rest.or_else(|| url.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::is_web;

    #[test]
    fn only_plain_addresses_pass() {
        assert!(is_web("https://example.org/a?b=c;d,e#f"));
        for url in [
            "javascript:alert(1)",
            "https://",
            "https://a b",
            "https://a\r\nX:y",
            "https://a\"b",
            "HTTPS://ü",
        ] {
            assert!(!is_web(url), "{url}");
        }
    }
}
