//! The caller's own code before and after each attempt.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request};

use crate::runtime::action::Action;
use crate::runtime::error::Error;

/// Runs before and after each attempt of a call: to count, to log, to add a header.
pub trait Hook: fmt::Debug + Send + Sync + 'static {
    /// The request is signed, and is sent next. Headers may be added; content type, host and body
    /// are signed and must stay.
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request<Bytes>) {
        let _ = (attempt, request);
    }

    /// The answer is read, or there is none. Runs once for each [`before`](Self::before), unless the
    /// call is dropped first, and never without one: an attempt that found no credential has neither.
    fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// A hook that others look at, too: one that counts.
impl<H: Hook + ?Sized> Hook for Arc<H> {
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request<Bytes>) {
        (**self).before(attempt, request);
    }

    fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        (**self).after(attempt, outcome);
    }
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The action.
    pub action: &'a Action<'a>,
    /// The region, if one goes along.
    pub region: Option<&'a str>,
    /// The host it goes to.
    pub host: &'a str,
    /// Which attempt this is, from 1.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The headers of the answer, if there was one.
    pub headers: Option<&'a HeaderMap>,
    /// The RequestId, if there was one.
    pub request_id: Option<&'a str>,
    /// How many bytes the body of the answer has, unpacked; none for a stream, which is not read yet.
    pub size: Option<usize>,
    /// From before the request was sent until the answer was read.
    pub duration: Duration,
    /// Why the attempt failed.
    pub error: Option<&'a Error>,
}
