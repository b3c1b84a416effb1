//! The cards of Yuque: what is not prose is an attribute there, JSON with its signs as percents.
//!
//! `<card type="inline" name="codeblock" value="data:%7B%22code%22%3A%22a%22%7D"></card>`

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// How a card begins.
pub(super) const CARD: &str = "<card ";

/// What a card for code holds; the rest is how it looks.
#[derive(Deserialize)]
struct CodeBlock<'c> {
    #[serde(borrow)]
    code: Cow<'c, str>,
}

/// The code of a card, from its tag; nothing of any other tag or card.
pub(super) fn code_of(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix(CARD)?;
    if attribute(rest, "name")? != "codeblock" {
        return None;
    }
    let json = percent_decode_str(attribute(rest, "value")?.strip_prefix("data:")?);
    let json = json.decode_utf8().ok()?;
    let block: CodeBlock<'_> = serde_json::from_str(&json).ok()?;
    Some(block.code.into_owned())
}

/// The value of an attribute between quotation marks.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, behind) = rest.split_once('=')?;
        let quote = behind.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        let (value, more) = behind.get(1..)?.split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_gives_its_code() {
        let card = |name: &str, value: &str| {
            format!("<card type='inline' name=\"{name}\" value=\"{value}\">")
        };
        let value = "data:%7B%22mode%22%3A%22json%22%2C%22code%22%3A%22%7B%5Cn%20%5C%22A%5C%22%3A%201%5Cn%7D%22%7D";
        assert_eq!(code_of(&card("codeblock", value)).as_deref(), Some("{\n \"A\": 1\n}"));
        assert_eq!(code_of(&card("image", value)), None);
        for value in ["data:%7B%7D", "data:%FF", "7B", ""] {
            assert_eq!(code_of(&card("codeblock", value)), None, "{value}");
        }
        for tag in
            ["<card", "<card ", "<card name=codeblock>", "<cards name=\"codeblock\">", "<td>"]
        {
            assert_eq!(code_of(tag), None, "{tag}");
        }
    }
}
