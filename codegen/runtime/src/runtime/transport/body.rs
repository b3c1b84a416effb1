//! The body of an answer: whole, or chunk by chunk.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use crate::runtime::error::TransportError;

/// The chunks of a body that is still coming.
pub trait Chunks: Send {
    /// The next chunk; `None` behind the last.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// The body of an answer.
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Coming(Box<dyn Chunks>),
}

impl Body {
    /// A body that is there already.
    pub fn whole(body: impl Into<Bytes>) -> Self {
        Self(Inner::Whole(body.into()))
    }

    /// A body that is still coming.
    pub fn coming(chunks: impl Chunks + 'static) -> Self {
        Self(Inner::Coming(Box::new(chunks)))
    }

    /// The next chunk; `None` behind the last.
    ///
    /// # Errors
    /// When the rest of the body does not come.
    pub fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Whole(body) if body.is_empty() => Poll::Ready(None),
            Inner::Whole(body) => Poll::Ready(Some(Ok(std::mem::take(body)))),
            Inner::Coming(chunks) => chunks.poll_chunk(context),
        }
    }

    /// The whole body.
    ///
    /// # Errors
    /// When it does not come to its end in time, or is larger than the limit.
    pub(crate) async fn collect(
        mut self,
        limit: usize,
        until: Instant,
    ) -> Result<Bytes, TransportError> {
        let mut all = Vec::new();
        let mut first = Bytes::new();
        while let Some(chunk) = poll_fn(|context| self.poll_chunk(context)).await {
            let chunk = chunk?;
            if first.len() + all.len() + chunk.len() > limit {
                return Err(too_large(limit));
            }
            if first.is_empty() && all.is_empty() {
                // Most answers come in one piece, which needs no copy.
                first = chunk;
                continue;
            }
            // A transport that waits for events knows no end of a body that comes drop by drop.
            if Instant::now() >= until {
                return Err(TransportError::timed_out(true));
            }
            all.extend_from_slice(&std::mem::take(&mut first));
            all.extend_from_slice(&chunk);
        }
        Ok(if all.is_empty() { first } else { all.into() })
    }
}

impl Body {
    /// What comes of the body in time, up to this many bytes, and up to where it breaks.
    pub(crate) async fn collect_some(mut self, limit: usize, until: Instant) -> Bytes {
        let mut all = Vec::new();
        while all.len() < limit
            && (all.is_empty() || Instant::now() < until)
            && let Some(Ok(chunk)) = poll_fn(|context| self.poll_chunk(context)).await
        {
            let room = limit - all.len();
            all.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        }
        all.into()
    }
}

/// Refuses a body that is announced to be larger than the limit, before it is waited for.
pub(crate) fn check_length(headers: &HeaderMap, limit: usize) -> Result<(), TransportError> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    match announced.and_then(|value| value.parse::<u64>().ok()) {
        Some(length) if length > limit as u64 => Err(too_large(limit)),
        _ => Ok(()),
    }
}

pub(super) fn too_large(limit: usize) -> TransportError {
    TransportError::unusable(format!("the answer is larger than {limit} bytes"))
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Inner::Whole(_) => "Body(whole)",
            Inner::Coming(_) => "Body(coming)",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Gives these chunks, each at once.
    struct Given(Vec<&'static str>);

    impl Chunks for Given {
        fn poll_chunk(
            &mut self,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            let next = (!self.0.is_empty()).then(|| self.0.remove(0));
            Poll::Ready(next.map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))))
        }
    }

    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut context = Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("it waits"),
        }
    }

    #[test]
    fn a_body_that_comes_in_drops_has_to_be_there_in_time() {
        let (over, left) = (Instant::now(), Instant::now() + Duration::from_secs(60));
        let body = |chunks: &[&'static str]| Body::coming(Given(chunks.to_vec()));
        assert_eq!(now(body(&["a", "b"]).collect(9, left)).unwrap(), "ab");
        assert!(now(body(&["a", "b"]).collect(9, over)).unwrap_err().is_timeout());
        assert_eq!(now(body(&["a"]).collect(9, over)).unwrap(), "a", "it is there");
        assert_eq!(now(body(&["a", "b"]).collect_some(9, over)), "a");
    }
}
