//! What is inside `Response`, as text with a gap for the RequestId.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Value};

/// How a product writes its RequestId.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mock) enum IdForm {
    /// A UUID of version 4, in lower case: nearly every product, and everything that is refused
    /// before a product sees it.
    #[default]
    Uuid,
    /// `s` and nanoseconds since 1970: ess, ame and a few more.
    Nanoseconds,
}

impl IdForm {
    fn of(text: &str) -> Self {
        let digits = text.strip_prefix('s').unwrap_or_default();
        let is_number = digits.len() == 19 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { Self::Nanoseconds } else { Self::Uuid }
    }

    /// A new one.
    pub(in crate::mock) fn new_id(self) -> String {
        match self {
            Self::Uuid => {
                // Version 4 and the variant of RFC 9562 are fixed bits.
                let bits = fastrand::u128(..) & !(0xf << 76) & !(0x3 << 62) | 4 << 76 | 2 << 62;
                let hex = format!("{bits:032x}");
                let part = |range: Range<usize>| hex.get(range).unwrap_or_default();
                let (a, b, c) = (part(0..8), part(8..12), part(12..16));
                format!("{a}-{b}-{c}-{}-{}", part(16..20), part(20..32))
            }
            Self::Nanoseconds => {
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                format!("s{:019}", now.unwrap_or_default().as_nanos())
            }
        }
    }
}

/// The members of an answer. Most answers go out as they came in, so they are kept as text.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Body {
    text: Box<str>,
    /// Where the RequestId is in the text.
    id: Range<usize>,
    /// How the product writes it.
    pub(in crate::mock) id_form: IdForm,
}

impl Body {
    /// Of the members; the RequestId is last where there is none.
    pub(in crate::mock) fn new(mut members: Map<String, Value>) -> Self {
        let id = members.entry("RequestId").or_insert_with(|| Value::String(String::new()));
        let id_form = IdForm::of(id.as_str().unwrap_or_default());
        let (mut text, mut place) = (String::from("{"), 0..0);
        for (name, value) in &members {
            if text.len() > 1 {
                text.push(',');
            }
            let _ = write!(text, "{}:", Value::from(name.as_str()));
            if name == "RequestId" {
                text.push_str("\"\"");
                place = text.len() - 1..text.len() - 1;
            } else {
                let _ = write!(text, "{value}");
            }
        }
        text.push('}');
        Self { text: text.into(), id: place, id_form }
    }

    /// The members as text, with this RequestId, which is plain ASCII.
    pub(in crate::mock) fn with_id(&self, id: &str) -> String {
        let before = self.text.get(..self.id.start).unwrap_or_default();
        let after = self.text.get(self.id.end..).unwrap_or_default();
        format!("{before}{id}{after}")
    }

    /// The members.
    pub(in crate::mock) fn members(&self) -> Map<String, Value> {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body(value: &Value) -> Body {
        Body::new(value.as_object().unwrap().clone())
    }

    #[test]
    fn the_request_id_stands_where_the_example_has_it() {
        let first = body(&json!({ "RequestId": "x", "A": "\"y\"" }));
        assert_eq!(first.with_id("id"), r#"{"RequestId":"id","A":"\"y\""}"#);
        assert_eq!(body(&json!({ "A": 1 })).with_id("id"), r#"{"A":1,"RequestId":"id"}"#);
    }

    #[test]
    fn a_new_id_has_the_form_of_the_examples() {
        let nanoseconds = body(&json!({ "RequestId": "s1607400465431774000" }));
        assert_eq!(nanoseconds.id_form, IdForm::Nanoseconds);
        let id = nanoseconds.id_form.new_id();
        assert_eq!((id.len(), IdForm::of(&id)), (20, IdForm::Nanoseconds));
        let id = body(&json!({ "RequestId": "xx" })).id_form.new_id();
        let parts: Vec<&str> = id.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('4') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
    }
}
