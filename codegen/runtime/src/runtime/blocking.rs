//! The blocking client: the same calls without an asynchronous runtime.

use std::marker::PhantomData;

use crate::runtime::action::Action;
use crate::runtime::credentials::Credential;
use crate::runtime::error::{Error, ErrorCode, InvalidRequest};
use crate::runtime::wire::Members;

/// Calls actions, each call returning when it is done.
#[derive(Clone, Debug)]
pub struct Client {
    credential: Option<Credential>,
}

/// Sets up a blocking client.
#[derive(Debug, Default)]
pub struct ClientBuilder {
    credential: Option<Credential>,
}

impl ClientBuilder {
    /// The keys to sign with.
    #[must_use]
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = Some(credential);
        self
    }

    /// The client.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client { credential: self.credential })
    }
}

impl Client {
    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Calls an action; generated call functions are this and nothing else.
    pub fn execute<Q, R, C>(&self, action: &'static Action, request: &Q) -> Result<R, Error<C>>
    where
        Q: Members,
        R: Members + Default,
        C: ErrorCode,
    {
        let _ = (action, request);
        Err(InvalidRequest::new("no transport").into())
    }

    /// The pages of an action, one call each.
    pub fn pages<Q, R, C>(&self, action: &'static Action, request: &Q) -> Pages<'_, Q, R, C>
    where
        Q: Members + Clone,
        R: Members + Default,
        C: ErrorCode,
    {
        let _ = action;
        Pages { client: self, request: request.clone(), page: PhantomData }
    }

    /// The events of an action that answers with a stream.
    pub fn stream<Q, R, C>(
        &self,
        action: &'static Action,
        request: &Q,
    ) -> Result<EventStream<R, C>, Error<C>>
    where
        Q: Members,
        R: Members + Default,
        C: ErrorCode,
    {
        let _ = (action, request);
        Err(InvalidRequest::new("no transport").into())
    }
}

/// The pages of an action, fetched one by one.
#[derive(Debug)]
pub struct Pages<'a, Q, R, C> {
    client: &'a Client,
    request: Q,
    page: PhantomData<(R, C)>,
}

impl<Q, R, C> Iterator for Pages<'_, Q, R, C> {
    type Item = Result<R, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        let _ = (self.client, &self.request);
        None
    }
}

/// The events of an action that answers with a stream.
#[derive(Debug)]
pub struct EventStream<R, C> {
    event: PhantomData<(R, C)>,
}

impl<R, C> Iterator for EventStream<R, C> {
    type Item = Result<R, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}
