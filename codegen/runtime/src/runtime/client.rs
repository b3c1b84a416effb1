//! The asynchronous client.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value as Json;

use crate::runtime::action::Action;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::call::Call;
use crate::runtime::core::{Core, Received, Settings};
use crate::runtime::credentials::Credential;
use crate::runtime::error::Error;
use crate::runtime::generic;
use crate::runtime::pages::Pages;
use crate::runtime::request::{Paged, Request, Streamed};
use crate::runtime::stream::EventStream;
use crate::runtime::transport::{Proxies, RootCertificates, Transport};
use crate::runtime::wait::Wait;
use crate::runtime::wire::{JsonObject, Members, NO_EXTRAS, Whole};

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

    /// Calls the action of a request. The generated call functions are this.
    ///
    /// The request is encoded at once, so the call borrows nothing and can be spawned.
    ///
    /// ```
    /// # use tencentcloud_runtime::{Client, Error, Request};
    /// # async fn example<R: Request>(client: &Client, request: &R) -> Result<(), Error> {
    /// let response = client.send(request).await?;
    /// let spawned = tokio::spawn(client.send(request));
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn send<R: Request>(&self, request: &R) -> Call<R> {
        Call::new(self.core.prepare(R::ACTION, request, &NO_EXTRAS, false))
    }

    /// The pages of an action that answers in pages, one call each. For an action without pages
    /// this does not compile.
    pub fn pages<R: Paged>(&self, request: &R) -> Pages<R> {
        Pages::new(&self.core, request.clone())
    }

    /// The events of an action that may answer with a stream; one event where it does not.
    ///
    /// # Errors
    /// When no answer begins; see [`Error`].
    pub fn stream<R: Streamed>(
        &self,
        request: &R,
    ) -> impl Future<Output = Result<EventStream<R::Event>, Error>> + Send + use<R> {
        let prepared = self.core.prepare(R::ACTION, request, &NO_EXTRAS, true);
        async move {
            let mut response = Whole(R::Event::default());
            Ok(match prepared?.run(&mut response).await? {
                Received::Whole => EventStream::single(R::ACTION, response.0),
                Received::Events(opened) => EventStream::opened(R::ACTION, opened),
            })
        }
    }

    /// Calls an action that has no type of its own: [`send`](Self::send) without a [`Request`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn execute<R>(&self, action: &Action<'_>, request: &dyn Members) -> Result<R, Error>
    where
        R: Members + Default,
    {
        let mut response = Whole(R::default());
        self.core.prepare(action, request, &NO_EXTRAS, false)?.run(&mut response).await?;
        Ok(response.0)
    }

    /// Calls an action that is not generated, with JSON both ways. The host is
    /// `<product>.tencentcloudapi.com` unless the client's endpoint says otherwise; numbers stay
    /// exact. For more than that, [`execute`](Self::execute) takes an [`Action`] of your own and
    /// [`JsonObject`]s.
    ///
    /// # Errors
    /// When a name cannot be one or the JSON is not an object, besides all that a call may fail with.
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
    /// The bytes are sent as they are, whatever [`Settings::form`] says, as many as
    /// [`Settings::max_request`] allows, and not copied for another attempt.
    /// [`Settings::parameter`] has no place in them.
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
        let mut response = Whole(R::default());
        self.core.prepare_upload(action, headers, body.into())?.run(&mut response).await?;
        Ok(response.0)
    }

    /// Calls again and again until the answer is what one waits for: a machine runs, a task is done.
    ///
    /// # Errors
    /// The first error of a call, but for those that the wait lives through; [`Error::Timeout`] when
    /// the time is over before.
    pub async fn wait_until<R, F>(
        &self,
        wait: Wait,
        mut call: impl FnMut() -> F,
        mut done: impl FnMut(&R) -> bool,
    ) -> Result<R, Error>
    where
        F: Future<Output = Result<R, Error>>,
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
