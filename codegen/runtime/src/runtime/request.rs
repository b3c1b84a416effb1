//! What ties a request to its response and to the action that takes it.

use crate::runtime::action::{Action, Pagination};
use crate::runtime::wire::Members;

/// The request of an action: all that a client needs to make the call.
///
/// Generated for every action. Code of your own can be written once for all of them:
///
/// ```
/// # use tencentcloud_runtime::{Client, Error, Request};
/// async fn with_audit<R: Request>(client: &Client, request: &R) -> Result<R::Response, Error> {
///     println!("{} of {}", R::ACTION.name(), R::ACTION.product());
///     client.send(request).await
/// }
/// ```
///
/// Implement it for an action that is not generated, and it is called like the others.
pub trait Request: Members + 'static {
    /// What the action answers.
    type Response: Response;

    /// The action, as its documentation describes it.
    const ACTION: &'static Action<'static>;
}

/// The response of an action.
pub trait Response: Members + Default + 'static {
    /// The RequestId of the call: support asks for it.
    fn request_id(&self) -> &str;
}

/// The request of an action that answers in pages; see [`Client::pages`](crate::runtime::Client::pages).
pub trait Paged: Request + Clone {
    /// Which members walk from page to page.
    const PAGINATION: Pagination;
}

/// The request of an action whose pages are one list; see [`Pages::items`](crate::runtime::Pages::items).
pub trait Listed: Paged {
    /// One of the things that the pages list.
    type Item: Send + 'static;

    /// The items of a page, in order.
    fn items(page: Self::Response) -> Vec<Self::Item>;
}

/// The request of an action that may answer with a stream of events; see
/// [`Client::stream`](crate::runtime::Client::stream).
pub trait Streamed: Request {
    /// What an event is: the response; a [`JsonObject`](crate::runtime::JsonObject) with all that was
    /// sent where no source says what the events hold.
    type Event: Members + Default + 'static;
}
