//! The pages of an action, one call each, and the items on them.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::runtime::call::Call;
use crate::runtime::core::Core;
use crate::runtime::cursor::Cursor;
use crate::runtime::error::Error;
use crate::runtime::request::{Listed, Paged, Request};
use crate::runtime::wire::NO_EXTRAS;

type Page<R> = Result<<R as Request>::Response, Error>;

/// The pages of an action, in order, each fetched when it is asked for.
///
/// A `Stream`; [`next`](Self::next) needs no extension trait. It borrows nothing, so it can be kept
/// and spawned. The first page is the one that the request names. After an error there are no more
/// pages. Where the service names no further page though it counts more items, the last page is
/// followed by an [`Error::Decode`].
pub struct Pages<R: Paged> {
    core: Core,
    request: Arc<R>,
    cursor: Cursor,
    coming: Option<Call<R>>,
}

impl<R: Paged> Pages<R> {
    pub(crate) fn new(core: &Core, request: R) -> Self {
        let cursor = Cursor::new(R::PAGINATION);
        Self { core: core.clone(), request: Arc::new(request), cursor, coming: None }
    }

    /// The next page; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R::Response, Error>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    /// The items of all pages, one by one.
    pub fn items(self) -> Items<R>
    where
        R: Listed,
    {
        Items { pages: self, items: Vec::new().into_iter() }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Page<R>>> {
        if let Some(end) = self.cursor.end() {
            return Poll::Ready(end.map(Err));
        }
        let (core, request, cursor) = (&self.core, &*self.request, &mut self.cursor);
        let sent = core.adjusted(request, &NO_EXTRAS);
        let coming = self.coming.get_or_insert_with(|| {
            Call::new(core.prepare(R::ACTION, request, &cursor.extras(&sent), false))
        });
        let page = ready!(Pin::new(coming).poll(context));
        self.coming = None;
        Poll::Ready(Some(cursor.turn(&sent, page)))
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<R::Response, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("action", &R::ACTION.name)
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}

/// The items of all pages of an action, in order; a page is fetched when its first item is asked
/// for.
///
/// A `Stream`; [`next`](Self::next) needs no extension trait. After an error there are no more
/// items.
pub struct Items<R: Listed> {
    pages: Pages<R>,
    items: vec::IntoIter<R::Item>,
}

impl<R: Listed> Items<R> {
    /// The next item; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Item, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.items = R::items(page).into_iter(),
            }
        }
    }
}

/// No item is ever pinned.
impl<R: Listed> Unpin for Items<R> {}

impl<R: Listed> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<R: Listed> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left", &self.items.len())
            .finish()
    }
}
