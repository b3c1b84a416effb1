//! An answer that cannot be read.

use std::fmt;

use bytes::Bytes;

use super::shown::{Shown, request_id_suffix};

/// The service answered something that cannot be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    problem: String,
    request_id: Option<String>,
    status: u16,
    body: Bytes,
}

impl DecodeError {
    pub(crate) fn new(
        path: impl Into<String>,
        problem: impl Into<String>,
        request_id: Option<String>,
        status: u16,
        body: Bytes,
    ) -> Self {
        Self { path: path.into(), problem: problem.into(), request_id, status, body }
    }

    /// Where reading stopped: `Response.Items[3].Price`. Empty when the text is not JSON at all.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and found.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The RequestId, from the answer or its headers.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        self.status
    }

    /// The body of the answer; empty where the answer was read, and what its pages tell cannot be. It may hold personal data, so nothing prints it by itself.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read the answer")?;
        if !self.path.is_empty() {
            write!(f, " at {}", Shown(&self.path))?;
        }
        write!(f, ": {}", Shown(&self.problem))?;
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path)
            .field("problem", &self.problem)
            .field("request_id", &self.request_id)
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl std::error::Error for DecodeError {}
