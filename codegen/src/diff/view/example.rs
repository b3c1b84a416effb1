//! Documented examples, left as JSON text until two of them differ.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::spec::Example;

use super::Text;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct ExampleView<'a> {
    #[serde(default, borrow)]
    pub title: Option<Text<'a>>,
    #[serde(default)]
    pub doc: Option<Text<'a>>,
    #[serde(default)]
    pub request: Option<Json<'a>>,
    #[serde(default)]
    pub response: Option<Json<'a>>,
}

impl<'a> ExampleView<'a> {
    pub(super) fn of(example: &'a Example) -> Self {
        Self {
            title: example.title.as_ref().map(Into::into),
            doc: example.doc.as_ref().map(Into::into),
            request: example.request.as_ref().map(Json::of),
            response: example.response.as_ref().map(Json::of),
        }
    }
}

/// JSON text. Two texts are equal when their values are: a file is indented, memory is not.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Json<'a>(Cow<'a, str>);

impl Json<'_> {
    fn of(value: &Value) -> Self {
        Self(Cow::Owned(value.to_string()))
    }

    /// The text as a person reads it: a string without quotes, all else indented.
    pub(in crate::diff) fn pretty(&self) -> String {
        match serde_json::from_str::<Value>(&self.0) {
            Ok(Value::String(text)) => text,
            Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
            Err(_) => self.0.as_ref().to_owned(),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?;
        Ok(Self(Cow::Borrowed(raw.get())))
    }
}

impl PartialEq for Json<'_> {
    fn eq(&self, other: &Self) -> bool {
        let value = |text: &str| serde_json::from_str::<Value>(text).ok();
        self.0 == other.0 || value(&self.0) == value(&other.0)
    }
}
