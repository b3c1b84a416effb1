//! A call that can be awaited or spawned.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::runtime::core::Prepared;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::transport::BoxFuture;
use crate::runtime::wire::Whole;

/// A call of an action, as [`Client::send`](crate::runtime::Client::send) prepares it.
///
/// It has the encoded request and its own handle of the client, so it borrows nothing and can be
/// spawned: `tokio::spawn(client.send(&request))`. Nothing is sent before it is polled. Dropping it
/// abandons the call; the service may still have carried it out.
#[must_use = "a call does nothing until it is awaited or spawned"]
pub struct Call<R: Request>(BoxFuture<'static, Result<R::Response, Error>>);

impl<R: Request> Call<R> {
    pub(crate) fn new(mut prepared: Result<Prepared<'static>, Error>) -> Self {
        Self(Box::pin(async move {
            let mut response = Whole(R::Response::default());
            // Run where it is: what is moved within a future takes its place twice.
            match prepared {
                Ok(ref mut prepared) => prepared.run(&mut response).await?,
                Err(error) => return Err(error),
            };
            Ok(response.0)
        }))
    }
}

impl<R: Request> Future for Call<R> {
    type Output = Result<R::Response, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().0.as_mut().poll(context)
    }
}

impl<R: Request> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&R::ACTION.name).finish()
    }
}
