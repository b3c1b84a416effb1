//! The events of an action that answers with a stream.

use std::marker::PhantomData;

use crate::runtime::error::Error;

/// The events of an action that answers with a stream.
#[derive(Debug)]
pub struct EventStream<R, C> {
    event: PhantomData<(R, C)>,
}

impl<R, C> EventStream<R, C> {
    /// The next event; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R, Error<C>>> {
        None
    }
}
