//! What is around the members of an answer: `{"Response": {"Error": …, "RequestId": …}}` and its
//! variants.
//!
//! Documented and seen: an `Error` beside `Response` (null where all is well), a missing
//! `Response`, the old `{"code", "message", "codeDesc"}`, an `Error` that is only a text, a `Code`
//! that is null, empty or a number.

use serde_json::Value as Json;

use crate::runtime::wire::{Filled, ListSlot, Members, Mismatch, Scalar, Slot, Visitor};

/// Reads an answer into the members of a response, and keeps what is not theirs.
pub(super) struct Envelope<'a> {
    pub(super) response: ResponseObject<'a>,
    /// Whether there was a `Response`.
    pub(super) wrapped: bool,
    old: OldError,
}

/// The object in `Response`.
pub(super) struct ResponseObject<'a> {
    target: &'a mut dyn Members,
    /// Whether an `Error` here is a member of the response, not a failure of the call.
    own_error: bool,
    error: ErrorObject,
    pub(super) request_id: Option<String>,
    /// Whether there were members besides `Error` and `RequestId`.
    pub(super) has_members: bool,
    /// Whether the response knows one of them.
    pub(super) has_known_members: bool,
}

/// `{"Code": …, "Message": …}`; only a message where the service sends a text in its place.
struct ErrorObject {
    code: Loose,
    message: Loose,
    /// Further errors, where the service sent a list of them: the first counts.
    further: Loose,
}

/// The error of the API before version 3.
struct OldError {
    code: Loose,
    message: Loose,
    description: Loose,
}

impl ErrorObject {
    const NONE: Self =
        Self { code: Loose(Json::Null), message: Loose(Json::Null), further: Loose(Json::Null) };
}

/// A text that comes as JSON of any shape.
struct Loose(Json);

impl Loose {
    /// The text, or the JSON where it is none; `None` where there is nothing.
    fn take(&mut self) -> Option<String> {
        let text = match std::mem::take(&mut self.0) {
            Json::Null => return None,
            Json::String(text) => text,
            other => other.to_string(),
        };
        (!text.trim().is_empty()).then_some(text)
    }

    /// A code, which has no blanks around it and no full stop behind it.
    fn take_code(&mut self) -> Option<String> {
        self.take().map(|code| code.trim().trim_end_matches('.').to_owned())
    }
}

impl Slot for Loose {
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        self.0.scalar(scalar)
    }

    fn json(&mut self) -> Option<&mut Json> {
        Some(&mut self.0)
    }

    fn clear(&mut self) {
        self.0 = Json::Null;
    }

    fn expected(&self) -> &'static str {
        "any JSON"
    }
}

impl<'a> Envelope<'a> {
    pub(super) fn new(target: &'a mut dyn Members, own_error: bool) -> Self {
        Self {
            response: ResponseObject {
                target,
                own_error,
                error: ErrorObject::NONE,
                request_id: None,
                has_members: false,
                has_known_members: false,
            },
            wrapped: false,
            old: OldError {
                code: Loose(Json::Null),
                message: Loose(Json::Null),
                description: Loose(Json::Null),
            },
        }
    }

    /// Code and message, when the answer is an error. The code is empty where the service gave none.
    pub(super) fn failure(&mut self) -> Option<(String, String)> {
        let error = &mut self.response.error;
        match (error.code.take_code(), error.message.take()) {
            (None, None) => {}
            (code, message) => {
                return Some((code.unwrap_or_default(), message.unwrap_or_default()));
            }
        }
        let code = self.old.code.take_code().filter(|code| !self.wrapped && code != "0")?;
        let description = self.old.description.take_code();
        Some((description.unwrap_or(code), self.old.message.take().unwrap_or_default()))
    }
}

impl Members for Envelope<'_> {
    fn visit(&self, _: &mut dyn Visitor) {}

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Response" => {
                self.wrapped = true;
                &mut self.response
            }
            "code" => &mut self.old.code,
            "message" => &mut self.old.message,
            "codeDesc" => &mut self.old.description,
            "Error" if self.wrapped => &mut self.response.error,
            // Without `Response`, the members are here.
            _ if !self.wrapped => return self.response.slot(name),
            "RequestId" if self.response.request_id.is_none() => &mut self.response.request_id,
            _ => return None,
        })
    }
}

impl Members for ResponseObject<'_> {
    fn visit(&self, _: &mut dyn Visitor) {}

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        match name {
            "RequestId" => Some(&mut self.request_id),
            "Error" if !self.own_error => Some(&mut self.error),
            "Error" => self.target.slot(name),
            _ => {
                self.has_members = true;
                let slot = self.target.slot(name);
                self.has_known_members |= slot.is_some();
                slot
            }
        }
    }
}

/// An empty or missing `Response` has no members.
impl Slot for ResponseObject<'_> {
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        match scalar {
            Scalar::Null | Scalar::Str("") => Ok(Filled::Nothing),
            _ => Err(Mismatch),
        }
    }

    fn members(&mut self) -> Option<&mut dyn Members> {
        Some(self)
    }

    fn clear(&mut self) {}

    fn expected(&self) -> &'static str {
        "an object"
    }
}

impl Members for ErrorObject {
    fn visit(&self, _: &mut dyn Visitor) {}

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Code" => &mut self.code,
            "Message" => &mut self.message,
            _ => return None,
        })
    }
}

impl Slot for ErrorObject {
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        match scalar {
            // Behind an error, it says nothing against it.
            Scalar::Null => Ok(Filled::Nothing),
            scalar => self.message.scalar(scalar),
        }
    }

    fn list(&mut self) -> Option<&mut dyn ListSlot> {
        Some(self)
    }

    fn members(&mut self) -> Option<&mut dyn Members> {
        Some(self)
    }

    fn clear(&mut self) {
        *self = Self::NONE;
    }

    fn expected(&self) -> &'static str {
        "an object"
    }
}

impl ListSlot for ErrorObject {
    fn next(&mut self) -> Option<&mut dyn Slot> {
        let is_first = self.code.0.is_null() && self.message.0.is_null();
        Some(if is_first { self } else { &mut self.further })
    }
}

/// Members of no interest: an answer that is only searched for its RequestId and `Error`.
pub(super) struct Skipped;

impl Members for Skipped {
    fn visit(&self, _: &mut dyn Visitor) {}
}
