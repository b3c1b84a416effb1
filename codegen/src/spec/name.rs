//! What may be as a name in a spec: names become paths, modules and types, so they are
//! narrow.

/// Whether this is the name of an action, structure or member: an ASCII letter, then letters,
/// digits and underscores.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether this is a product's short name, as in its domain: a lower-case letter, then
/// lower-case letters, digits, underscores and dashes.
pub fn is_product(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
}

/// Whether this is a version date: `2020-11-11`.
pub fn is_version(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Whether this is an error code: `FailedOperation`, `InvalidParameter.Sub-Code_1`, `9003`.
pub fn is_error_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.len() <= 200
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path_or_code() {
        assert!(is_name("Topic_Simplification") && is_name("hadAutoFixVul"));
        for text in ["", "../x", "9x", "a b", "a;b", "类型", "_x", "a-b"] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn a_product_is_a_safe_folder_name() {
        assert!(is_product("ess") && is_product("ai3d") && is_product("as"));
        for text in ["", "Ess", "..", "a/b", "3d", "a.b"] {
            assert!(!is_product(text), "{text}");
        }
    }

    #[test]
    fn a_version_is_a_date() {
        assert!(is_version("2020-11-11"));
        for text in ["", "2020-11-1", "2020/11/11", "2020-11-111", "../../..12"] {
            assert!(!is_version(text), "{text}");
        }
    }

    #[test]
    fn codes_are_words_with_dots_between() {
        for code in ["FailedOperation", "InternalError.SYS_ERR", "A.B-C.9", "9003"] {
            assert!(is_error_code(code), "{code}");
        }
        for code in ["", "错误", "A B", "../x", "A;B"] {
            assert!(!is_error_code(code), "{code}");
        }
    }
}
