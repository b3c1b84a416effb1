//! The request and the response of a documented example.
//!
//! In: the text of one side. Out: JSON where it is JSON, else the text as found.
//!
//! Invariant: headers are never read. Of the official examples 114 name another action in
//! `X-TC-Action`, and 17 have a placeholder as host.

use serde_json::Value;

use super::json_text::{json_object, without_entities};
use super::query::{self, Structures};
use crate::spec::Member;

/// The body of a request: the JSON of a POST, or what the query string of a GET stands for,
/// read with the types of the input. Anything else is the text as found.
pub fn interpret_request<'a>(
    text: &str,
    input: &'a [Member],
    structures: Structures<'a>,
) -> Option<Value> {
    let text = trimmed(text);
    if text.is_empty() {
        return None;
    }
    let body = match form(text) {
        RequestForm::Http => http_body(text).and_then(json_object),
        // No query string has entities: they are a converter's.
        RequestForm::Url => query::query_body(&without_entities(text), input, structures),
        RequestForm::Bare => json_object(text),
    };
    Some(body.unwrap_or_else(|| Value::String(text.to_owned())))
}

/// The answer: JSON, or the text as found.
pub fn interpret_response(text: &str) -> Option<Value> {
    let text = trimmed(text);
    if text.is_empty() {
        return None;
    }
    Some(json_object(text).unwrap_or_else(|| Value::String(text.to_owned())))
}

/// A text without white space around it, or what takes no room on a page.
fn trimmed(text: &str) -> &str {
    let is_blank =
        |c: char| c.is_whitespace() || "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".contains(c);
    text.trim_matches(is_blank)
}

enum RequestForm {
    /// A request line, headers, an empty line, the body.
    Http,
    /// A URL with a query string.
    Url,
    /// Nothing but the body.
    Bare,
}

fn form(text: &str) -> RequestForm {
    let starts =
        |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let is_method = |word: &str| {
        starts(word) && text.get(word.len()..).unwrap_or_default().starts_with(char::is_whitespace)
    };
    if is_method("POST") {
        RequestForm::Http
    } else if starts("https://") || starts("http://") || is_method("GET") {
        RequestForm::Url
    } else {
        RequestForm::Bare
    }
}

/// What follows the first empty line, or begins with a brace: copies of a page lose the empty
/// line.
fn http_body(text: &str) -> Option<&str> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('{') {
            return text.get(at..);
        }
        at += line.len();
        if line.trim().is_empty() {
            return text.get(at..);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(text: &str) -> Value {
        interpret_request(text, &[], &|_| None).unwrap()
    }

    #[test]
    fn the_body_of_a_post_is_what_follows_the_first_empty_line() {
        for line_end in ["\n", "\r\n", "\n   \n"] {
            let text =
                format!("POST / HTTP/1.1\nHost: x\n<common>{line_end}{line_end}{{\"A\": 1}}");
            assert_eq!(request(&text), json!({"A": 1}), "{text:?}");
        }
    }

    #[test]
    fn the_empty_line_may_be_lost() {
        assert_eq!(request("POST / HTTP/1.1\nHost: x\n<common>\n{\"A\": 1}"), json!({"A": 1}));
    }

    #[test]
    fn a_bare_body_is_json() {
        assert_eq!(request("\u{200b} {\"A\": [1, null]}\n\u{200b}"), json!({"A": [1, null]}));
    }

    #[test]
    fn a_word_that_is_cut_at_the_end_of_a_line_is_whole_again() {
        let long = "a".repeat(80);
        let cut = format!("{{\"A\":\n \"b \\\"{long}\n{long} c\"}}");
        assert_eq!(request(&cut), json!({"A": format!("b \"{long}{long} c")}));
        let words = "{\"A\": \"some\nwords\"}";
        assert_eq!(request(words), json!(words));
    }

    #[test]
    fn signs_that_an_editor_or_a_converter_has_changed_are_plain_again() {
        for text in [
            "{“A”: “b，c”, “D”: 1}",
            "{„A“: „b，c“, „D“: 1}",
            "{”A”: ”b，c”, ”D”: 1}",
            "{\u{a0}\"A\":\u{a0}\"b，c\", \"D\": 1}",
            "{&amp;quot;A&amp;quot;: &amp;quot;b，c&amp;quot;, &quot;D&quot;: 1}",
            "{ \\\"A\\\": \\\"b，c\\\", \\\"D\\\": 1}",
            "{\"A\"： \"b，c\"， \"D\"： 1}",
            "POST\u{a0}/\u{a0}HTTP/1.1\n\n{\"A\": \"b，c\", \"D\": 1}",
            "{\u{200b}\"A\": \"b\u{ad}，c\",\u{feff} \"D\": 1}",
            "{'A': 'b，c', 'D': 1}",
        ] {
            assert_eq!(request(text), json!({"A": "b，c", "D": 1}), "{text}");
        }
        // What is JSON as it stands is as it stands.
        let entities = "{\"A\": \"&quot;\u{a0}“\"}";
        assert_eq!(request(entities), json!({"A": "&quot;\u{a0}“"}));
    }

    #[test]
    fn what_python_prints_is_json() {
        let text = r#"{'A': [True, False, None], "B": 'say "it\'s"', 'C': "it's", 'D': '\n\\'}"#;
        let json = json!({"A": [true, false, null], "B": "say \"it's\"", "C": "it's", "D": "\n\\"});
        assert_eq!(request(text), json);
        for text in ["{'A': 'it's'}", "{'A': b'c'}", "{'A': '\\x41'}", "{'A': (1, 2)}", "{'A': 'b}"]
        {
            assert_eq!(request(text), json!(text));
        }
        // What is JSON as it stands is as it stands.
        assert_eq!(request("{\"A\": \"True 'b'\u{ad}\"}"), json!({"A": "True 'b'\u{ad}"}));
    }

    #[test]
    fn what_is_not_json_stays_the_text_as_found() {
        for text in [
            "POST / HTTP/1.1\nContent-Type: multipart/form-data\n\n--x\nfile",
            "POST / HTTP/1.1\n\n{\"A\": 1} {\"B\": 2}",
            "POST / HTTP/1.1\n\n[1]",
            "Path : /x\n\n{\"A\": 1}",
            "{\"A\":",
        ] {
            assert_eq!(request(text), json!(text));
        }
        assert_eq!(interpret_response("data: {\"A\": 1}"), Some(json!("data: {\"A\": 1}")));
    }

    #[test]
    fn nothing_is_no_example() {
        assert_eq!(interpret_request(" \n", &[], &|_| None), None);
        assert_eq!(interpret_response(""), None);
    }

    #[test]
    fn json_of_any_depth_ends_without_a_crash() {
        let deep = format!("{}1{}", "{\"A\":".repeat(100_000), "}".repeat(100_000));
        assert!(request(&deep).is_string());
    }
}
