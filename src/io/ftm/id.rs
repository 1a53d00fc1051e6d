//! The identifiers of entities, which have letters and digits of ASCII, points and hyphens only.

/// A key as a part of an identifier: what can't stand there is a point and two hexadecimal digits a byte, so that
/// different keys stay different; none where that would be longer than an identifier may be.
pub(super) fn encoded(kind: &str, key: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let mut id = format!("{kind}-");
    let last = key.len().checked_sub(1);
    for (i, byte) in key.bytes().enumerate() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => id.push(char::from(byte)),
            b'-' if Some(i) != last => id.push('-'),
            byte => id.push_str(&format!(".{byte:02x}")),
        }
    }
    (id.len() <= LONGEST && last.is_some()).then_some(id)
}

/// The key of an identifier that [`encoded`] made; none of another.
pub(super) fn decoded(kind: &str, id: &str) -> Option<String> {
    let text = id.strip_prefix(kind)?.strip_prefix('-')?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'.' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let key = String::from_utf8(bytes).ok()?;
    (encoded(kind, &key)? == id).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for key in ["talks", "a b", "a.b-", "-", "ü/ö", "a-b"] {
            let id = encoded("event", key).unwrap();
            assert!(id.ends_with(|c: char| c.is_ascii_alphanumeric()));
            assert!(
                id.bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
            );
            assert_eq!(decoded("event", &id).as_deref(), Some(key));
        }
        assert_eq!(encoded("event", "talks").unwrap(), "event-talks");
        assert_eq!(encoded("event", ""), None);
        assert_eq!(encoded("event", &"a".repeat(200)), None);
        for id in [
            "event-",
            "event-a.2",
            "event-a.zz",
            "event-a.61",
            "event-a.C3",
            "actor-a",
        ] {
            assert_eq!(decoded("event", id), None, "{id}");
        }
    }
}
