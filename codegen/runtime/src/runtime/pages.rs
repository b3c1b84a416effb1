//! The pages of an action, one call each.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::runtime::action::Action;
use crate::runtime::client::Client;
use crate::runtime::core::Core;
use crate::runtime::cursor::Cursor;
use crate::runtime::error::{Error, ErrorCode};
use crate::runtime::protocol::RawError;
use crate::runtime::transport::BoxFuture;
use crate::runtime::wire::{Extras, Members};

/// The pages of an action, in order, each fetched when it is asked for.
///
/// A `Stream`; [`next`](Self::next) needs no extension trait. The first page is the one that the
/// request names. After an error there are no more pages; one that says so comes where the service
/// names no further page though it counts more items.
pub struct Pages<'a, Q, R, C> {
    core: Core,
    action: &'static Action<'static>,
    request: Arc<Q>,
    cursor: Cursor,
    coming: Option<BoxFuture<'static, Result<R, RawError>>>,
    client: PhantomData<&'a Client>,
    code: PhantomData<fn() -> C>,
}

impl<Q, R, C> Pages<'_, Q, R, C> {
    pub(crate) fn new(core: &Core, action: &'static Action<'static>, request: Q) -> Self {
        Self {
            core: core.clone(),
            action,
            request: Arc::new(request),
            cursor: Cursor::new(action.pagination),
            coming: None,
            client: PhantomData,
            code: PhantomData,
        }
    }
}

impl<Q, R, C> Pages<'_, Q, R, C>
where
    Q: Members + 'static,
    R: Members + Default + 'static,
    C: ErrorCode,
{
    /// The next page; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R, Error<C>>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R, Error<C>>>> {
        if let Some(end) = self.cursor.end() {
            return Poll::Ready(end.map(|error| Err(error.with_code())));
        }
        let coming = self.coming.get_or_insert_with(|| {
            let extras = self.cursor.extras(&*self.request);
            fetch(self.core.clone(), self.action, self.request.clone(), extras)
        });
        let Poll::Ready(page) = coming.as_mut().poll(context) else { return Poll::Pending };
        self.coming = None;
        let page = page.map_err(RawError::with_code);
        Poll::Ready(Some(self.cursor.turn(&*self.request, page)))
    }
}

fn fetch<Q, R>(
    core: Core,
    action: &'static Action<'static>,
    request: Arc<Q>,
    extras: Extras,
) -> BoxFuture<'static, Result<R, RawError>>
where
    Q: Members + 'static,
    R: Members + Default + 'static,
{
    Box::pin(async move {
        let mut response = R::default();
        core.call(action, &*request, &extras, &mut response).await?;
        Ok(response)
    })
}

impl<Q, R, C> Stream for Pages<'_, Q, R, C>
where
    Q: Members + 'static,
    R: Members + Default + 'static,
    C: ErrorCode,
{
    type Item = Result<R, Error<C>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<Q, R, C> fmt::Debug for Pages<'_, Q, R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("action", &self.action.name)
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}
