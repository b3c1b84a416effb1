//! The asynchronous client.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value as Json;

use crate::runtime::action::Action;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::core::{Core, Reply, Settings};
use crate::runtime::credentials::Credential;
use crate::runtime::error::{Error, ErrorCode};
use crate::runtime::generic;
use crate::runtime::pages::Pages;
use crate::runtime::protocol::RawError;
use crate::runtime::stream::EventStream;
use crate::runtime::transport::{BoxFuture, Proxies, RootCertificates, Transport};
use crate::runtime::wait::Wait;
use crate::runtime::wire::{Extras, JsonObject, Members, Slot};

/// Calls actions.
///
/// Cheap to clone: clones and derived clients share connections and credentials. Dropping the
/// future of a call abandons the call; the service may still have carried it out.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl ClientBuilder<Client> {
    /// The client.
    ///
    /// # Errors
    /// When a setting cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        self.core(usual_transport).map(|core| Client { core })
    }
}

#[cfg(feature = "async")]
fn usual_transport(
    connect_timeout: std::time::Duration,
    proxies: &Proxies,
    roots: &RootCertificates,
) -> Result<Arc<dyn Transport>, Error> {
    let transport = crate::runtime::transport::HyperTransport::new;
    Ok(Arc::new(transport(connect_timeout, proxies, roots)?))
}

#[cfg(not(feature = "async"))]
fn usual_transport(
    _: std::time::Duration,
    _: &Proxies,
    _: &RootCertificates,
) -> Result<Arc<dyn Transport>, Error> {
    let message = "without the cargo feature `async`, the client needs a transport of your own";
    Err(crate::runtime::error::InvalidRequest::new(message).into())
}

impl Client {
    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::default()
    }

    /// A client with other settings, for one call or many: `client.with(|settings|
    /// settings.timeout(Duration::from_secs(5)))`. Connections and credentials are shared.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Settings) -> Settings) -> Self {
        Self { core: self.core.with(change) }
    }

    /// A client for another region.
    #[must_use]
    pub fn with_region(&self, region: impl Into<String>) -> Self {
        self.with(|settings| settings.region(region))
    }

    /// The credential that the next call signs with; tells when it expires.
    ///
    /// # Errors
    /// When there is none, or it cannot be fetched.
    pub async fn credential(&self) -> Result<Credential, Error> {
        self.core.credential().await
    }

    /// Calls an action. The generated call functions are this, each with its action.
    ///
    /// # Errors
    /// See [`Error`].
    #[inline]
    pub async fn execute<Q, R, C>(&self, action: &Action<'_>, request: &Q) -> Result<R, Error<C>>
    where
        Q: Members,
        R: Members + Default,
        C: ErrorCode,
    {
        let mut response = R::default();
        match self.call_raw(action, request, &mut response).await {
            Ok(()) => Ok(response),
            Err(error) => Err(error.with_code()),
        }
    }

    fn call_raw<'a>(
        &'a self,
        action: &'a Action<'a>,
        request: &'a dyn Members,
        response: &'a mut (dyn Slot + Send),
    ) -> BoxFuture<'a, Result<(), RawError>> {
        self.core.call(action, request, &NONE, response)
    }

    /// The pages of an action that has [`Action::pagination`], one call each.
    pub fn pages<Q, R, C>(
        &self,
        action: &'static Action<'static>,
        request: &Q,
    ) -> Pages<'_, Q, R, C>
    where
        Q: Members + Clone,
    {
        Pages::new(&self.core, action, request.clone())
    }

    /// The events of an action that may answer with a stream; one event where it does not.
    ///
    /// # Errors
    /// When no answer begins; see [`Error`].
    pub async fn stream<Q, R, C>(
        &self,
        action: &'static Action<'static>,
        request: &Q,
    ) -> Result<EventStream<R, C>, Error<C>>
    where
        Q: Members,
        R: Members + Default,
        C: ErrorCode,
    {
        let mut response = R::default();
        match self.core.open(action, request, &NONE, &mut response, true).await {
            Ok(Reply::Whole) => Ok(EventStream::single(action, response)),
            Ok(Reply::Events(opened)) => Ok(EventStream::opened(action, opened)),
            Err(error) => Err(error.with_code()),
        }
    }

    /// Calls an action that is not generated, with JSON both ways. The host is
    /// `<product>.tencentcloudapi.com` unless the client's endpoint says otherwise; numbers stay
    /// exact. For more than that, [`execute`](Self::execute) takes an [`Action`] of your own and
    /// [`JsonObject`]s.
    ///
    /// # Errors
    /// When a name cannot be one or the JSON is no object, besides all that a call may fail with.
    pub async fn call(
        &self,
        product: &str,
        version: &str,
        action: &str,
        request: Json,
    ) -> Result<Json, Error> {
        let endpoint = generic::endpoint(product)?;
        let action = Action::new(product, version, action, &endpoint);
        let request = generic::object(request)?;
        let response: JsonObject = self.execute(&action, &request).await?;
        Ok(Json::Object(response.0))
    }

    /// Calls an action whose request is neither JSON nor a form, but bytes as they are: a POST of
    /// `application/octet-stream`, with the members of the request in headers. `UploadLog` of the
    /// product `cls` is one: `X-CLS-TopicId`, `X-CLS-HashKey`, `X-CLS-CompressType`.
    ///
    /// The bytes are signed and sent as they are, up to 10 MB, whatever [`Settings::form`] says, and
    /// not copied for another attempt. [`Settings::parameter`] has no place in them. The error code
    /// as the enum of an action: [`Error::with_code`].
    ///
    /// # Errors
    /// When a header cannot be sent or is one that the client itself sets (`Host`, `Authorization`,
    /// `Content-Type`, `X-TC-…`), besides all that a call may fail with.
    pub async fn upload<R>(
        &self,
        action: &Action<'_>,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<R, Error>
    where
        R: Members + Default,
    {
        let mut response = R::default();
        self.core.upload(action, headers, body.into(), &mut response).await?;
        Ok(response)
    }

    /// Calls again and again until the answer is what one waits for: a machine runs, a task is done.
    ///
    /// # Errors
    /// The first error of a call, but for those that the wait lives through; [`Error::Timeout`] when
    /// the time is over before.
    pub async fn wait_until<R, C, F>(
        &self,
        wait: Wait,
        mut call: impl FnMut() -> F,
        mut done: impl FnMut(&R) -> bool,
    ) -> Result<R, Error<C>>
    where
        F: Future<Output = Result<R, Error<C>>>,
    {
        let mut clock = wait.start();
        loop {
            match call().await {
                Ok(answer) if done(&answer) => return Ok(answer),
                Err(error) if !clock.lives_through(&error) => return Err(error),
                _ => {}
            }
            self.core.shared.transport.sleep(clock.pause()?).await;
        }
    }
}

/// No members besides those of the request.
pub(crate) static NONE: Extras = Extras::new();
