//! The asynchronous client.

use crate::runtime::action::Action;
use crate::runtime::credentials::Credential;
use crate::runtime::error::{Error, ErrorCode, InvalidRequest};
use crate::runtime::pages::Pages;
use crate::runtime::stream::EventStream;
use crate::runtime::wire::Members;

/// Calls actions; cheap to clone, one connection pool for all clones.
#[derive(Clone, Debug)]
pub struct Client {
    credential: Option<Credential>,
}

/// Sets up a client.
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
    pub async fn execute<Q, R, C>(
        &self,
        action: &'static Action,
        request: &Q,
    ) -> Result<R, Error<C>>
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
        Pages::new(self, request.clone())
    }

    /// The events of an action that answers with a stream.
    pub async fn stream<Q, R, C>(
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
