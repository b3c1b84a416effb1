//! The pages of an action.

use std::marker::PhantomData;

use crate::runtime::client::Client;
use crate::runtime::error::Error;

/// The pages of an action, fetched one by one.
#[derive(Debug)]
pub struct Pages<'a, Q, R, C> {
    client: &'a Client,
    request: Q,
    page: PhantomData<(R, C)>,
}

impl<'a, Q, R, C> Pages<'a, Q, R, C> {
    pub(crate) fn new(client: &'a Client, request: Q) -> Self {
        Self { client, request, page: PhantomData }
    }

    /// The next page; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R, Error<C>>> {
        let _ = (self.client, &self.request);
        None
    }
}
