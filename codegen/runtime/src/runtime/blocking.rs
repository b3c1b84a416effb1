//! The blocking client: the same calls, without an asynchronous runtime.
//!
//! It drives the futures of the one core on the calling thread. Its own transport is done whenever
//! it is polled, so nothing is ever waited for but a credential that another thread is fetching.
//! Inside an asynchronous runtime a call blocks the thread that it is made on; there, use the other
//! client, or a thread for blocking work.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value as Json;

use crate::runtime::action::Action;
use crate::runtime::builder::ClientBuilder;
use crate::runtime::call::Call;
use crate::runtime::core::{Core, Received, Settings};
use crate::runtime::credentials::Credential;
use crate::runtime::error::Error;
use crate::runtime::generic;
use crate::runtime::pages;
use crate::runtime::request::{Listed, Paged, Request, Streamed};
use crate::runtime::stream;
use crate::runtime::transport::UreqTransport;
use crate::runtime::wait::Wait;
use crate::runtime::wire::{JsonObject, Members, NO_EXTRAS, Whole};

/// Calls actions; each call returns when it is done.
///
/// Cheap to clone: clones and derived clients share connections and credentials.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl ClientBuilder<Client> {
    /// The client.
    ///
    /// # Errors
    /// When a setting cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let core = self.core(|connect_timeout, proxies, roots| {
            Ok(Arc::new(UreqTransport::new(connect_timeout, proxies, roots)))
        })?;
        Ok(Client { core })
    }
}

impl Client {
    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::default()
    }

    /// A client with other settings, for one call or many. Connections and credentials are shared.
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
    pub fn credential(&self) -> Result<Credential, Error> {
        block_on(self.core.credential())
    }

    /// Calls the action of a request.
    ///
    /// # Errors
    /// See [`Error`].
    #[inline]
    pub fn send<R: Request>(&self, request: &R) -> Result<R::Response, Error> {
        block_on(Call::<R>::new(self.core.prepare(R::ACTION, request, &NO_EXTRAS, false)))
    }

    /// The pages of an action that answers in pages, one call each. For an action without pages
    /// this does not compile.
    pub fn pages<R: Paged>(&self, request: &R) -> Pages<R> {
        Pages(pages::Pages::new(&self.core, request.clone()))
    }

    /// The events of an action that may answer with a stream; one event where it does not.
    ///
    /// # Errors
    /// When no answer begins; see [`Error`].
    pub fn stream<R: Streamed>(&self, request: &R) -> Result<EventStream<R::Event>, Error> {
        let mut response = Whole(R::Event::default());
        let mut prepared = self.core.prepare(R::ACTION, request, &NO_EXTRAS, true)?;
        Ok(EventStream(match block_on(prepared.run(&mut response))? {
            Received::Whole => stream::EventStream::single(R::ACTION, response.0),
            Received::Events(opened) => stream::EventStream::opened(R::ACTION, opened),
        }))
    }

    /// Calls an action that has no type of its own: [`send`](Self::send) without a [`Request`].
    ///
    /// # Errors
    /// See [`Error`].
    pub fn execute<R>(&self, action: &Action<'_>, request: &dyn Members) -> Result<R, Error>
    where
        R: Members + Default,
    {
        let mut response = Whole(R::default());
        block_on(self.core.prepare(action, request, &NO_EXTRAS, false)?.run(&mut response))?;
        Ok(response.0)
    }

    /// Calls an action that is not generated, with JSON both ways; see
    /// [`Client::call`](crate::runtime::Client::call).
    ///
    /// # Errors
    /// When a name cannot be one or the JSON is not an object, besides all that a call may fail with.
    pub fn call(
        &self,
        product: &str,
        version: &str,
        action: &str,
        request: Json,
    ) -> Result<Json, Error> {
        let endpoint = generic::endpoint(product)?;
        let action = Action::new(product, version, action, &endpoint);
        let response: JsonObject = self.execute(&action, &generic::object(request)?)?;
        Ok(Json::Object(response.0))
    }

    /// Calls an action whose request is bytes as they are, with its members in headers; see
    /// [`Client::upload`](crate::runtime::Client::upload).
    ///
    /// # Errors
    /// When a header cannot be sent or is one that the client itself sets, besides all that a call
    /// may fail with.
    pub fn upload<R>(
        &self,
        action: &Action<'_>,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<R, Error>
    where
        R: Members + Default,
    {
        let mut response = Whole(R::default());
        block_on(self.core.prepare_upload(action, headers, body.into())?.run(&mut response))?;
        Ok(response.0)
    }

    /// Calls again and again until the answer is what one waits for.
    ///
    /// # Errors
    /// The first error of a call, but for those that the wait lives through; [`Error::Timeout`] when
    /// the time is over before.
    pub fn wait_until<R>(
        &self,
        wait: Wait,
        mut call: impl FnMut() -> Result<R, Error>,
        mut done: impl FnMut(&R) -> bool,
    ) -> Result<R, Error> {
        let mut clock = wait.start();
        loop {
            match call() {
                Ok(answer) if done(&answer) => return Ok(answer),
                Err(error) if !clock.lives_through(&error) => return Err(error),
                _ => {}
            }
            block_on(self.core.shared.transport.sleep(clock.pause()?));
        }
    }
}

/// The pages of an action, in order, each fetched when it is asked for. The first page is the one
/// that the request names; after an error there are no more pages.
pub struct Pages<R: Paged>(pages::Pages<R>);

impl<R: Paged> Pages<R> {
    /// The items of all pages, one by one.
    pub fn items(self) -> Items<R>
    where
        R: Listed,
    {
        Items(self.0.items())
    }
}

impl<R: Paged> Iterator for Pages<R> {
    type Item = Result<R::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next())
    }
}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The items of all pages of an action, in order; a page is fetched when its first item is asked
/// for. After an error there are no more items.
pub struct Items<R: Listed>(pages::Items<R>);

impl<R: Listed> Iterator for Items<R> {
    type Item = Result<R::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next())
    }
}

impl<R: Listed> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The events of an action as they come; see [`EventStream`](crate::runtime::EventStream). An event that
/// tells of an error is an error, and the last one.
pub struct EventStream<R>(stream::EventStream<R>);

impl<R> EventStream<R> {
    /// The RequestId of the whole stream, from the headers of the answer.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }

    /// The name of the event that came last, where the service gave it one.
    pub fn event_name(&self) -> Option<&str> {
        self.0.event_name()
    }

    /// The id of the event that came last: its own, or that of the last event that had one.
    pub fn event_id(&self) -> Option<&str> {
        self.0.event_id()
    }

    /// The event that came last as a JSON object, with every member that it has; see
    /// [`EventStream::event_json`](crate::runtime::EventStream::event_json).
    pub fn event_json(&self) -> Option<JsonObject> {
        self.0.event_json()
    }
}

impl<R: Members + Default> Iterator for EventStream<R> {
    type Item = Result<R, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next())
    }
}

impl<R> fmt::Debug for EventStream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Wakes a thread that waits in [`block_on`].
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// How long a thread sleeps at most before it looks at the time: a call ends at its deadline, also
/// when nobody wakes it.
const TICK: Duration = Duration::from_millis(50);

/// Drives a future on this thread.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park_timeout(TICK),
        }
    }
}
