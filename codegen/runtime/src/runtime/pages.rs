//! The pages of an action, one call each.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde_json::Value as Json;

use crate::runtime::action::{Action, Pagination, PaginationKind};
use crate::runtime::client::Client;
use crate::runtime::core::Core;
use crate::runtime::error::{Error, ErrorCode, InvalidRequest};
use crate::runtime::protocol::RawError;
use crate::runtime::transport::BoxFuture;
use crate::runtime::wire::{Extras, Members, bool_at, count_at, integer_at, text_at};

/// The pages of an action, in order, each fetched when it is asked for.
///
/// A `Stream`; [`next`](Self::next) needs no extension trait. The first page is the one that the
/// request names. After an error there are no more pages.
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
        if self.cursor.done {
            return Poll::Ready(None);
        }
        let coming = self.coming.get_or_insert_with(|| {
            let extras = self.cursor.extras();
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

/// Which page is next.
#[derive(Debug)]
pub(crate) struct Cursor {
    pagination: Option<Pagination>,
    /// The member that names the next page, and its value; none for the first.
    next: Option<(&'static str, Json)>,
    /// Items so far.
    seen: i64,
    /// Pages so far.
    turned: i64,
    pub(crate) done: bool,
}

impl Cursor {
    pub(crate) fn new(pagination: Option<Pagination>) -> Self {
        Self { pagination, next: None, seen: 0, turned: 0, done: false }
    }

    /// What the request for the next page has in place of its own.
    pub(crate) fn extras(&self) -> Extras {
        let next = self.next.clone().into_iter();
        next.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Turns the page: works out which is next from the one that came.
    pub(crate) fn turn<R: Members, C: ErrorCode>(
        &mut self,
        request: &dyn Members,
        page: Result<R, Error<C>>,
    ) -> Result<R, Error<C>> {
        let turned = page.and_then(|page| {
            self.advance(request, &page)?;
            Ok(page)
        });
        self.done |= turned.is_err();
        turned
    }

    fn advance(&mut self, request: &dyn Members, page: &dyn Members) -> Result<(), InvalidRequest> {
        let Some(pagination) = self.pagination else {
            self.done = true;
            return Ok(());
        };
        let counts = pagination.lists.iter().filter_map(|list| count_at(page, list));
        let count = i64::try_from(counts.sum::<usize>()).unwrap_or(i64::MAX);
        self.seen = self.seen.saturating_add(count);
        self.turned += 1;
        let total = pagination.total.and_then(|total| integer_at(page, total));
        match pagination.kind {
            PaginationKind::Offset { offset, limit } => {
                let start = integer_at(request, offset).unwrap_or(0);
                let behind = start.saturating_add(self.seen);
                self.done = is_last(count, behind, integer_at(request, limit), total);
                self.next = Some((offset, position(behind, pagination)));
            }
            PaginationKind::Page { number, first, size } => {
                let start = integer_at(request, number).unwrap_or(first);
                let size = integer_at(request, size);
                let before = size.unwrap_or(0).saturating_mul(start.saturating_sub(first).max(0));
                self.done = is_last(count, before.saturating_add(self.seen), size, total);
                let next = start.saturating_add(self.turned);
                self.next = Some((number, position(next, pagination)));
            }
            PaginationKind::Token { token_in, token_out } => {
                let token = if pagination.is_text {
                    text_at(page, token_out).map(Json::from)
                } else {
                    integer_at(page, token_out).map(Json::from)
                };
                let next = token.map(|token| (token_in, token));
                self.done = next.is_none();
                if !self.done && next == self.next {
                    return Err(InvalidRequest::new(format!(
                        "the service gave the same {token_out} twice; there would be no end of pages"
                    )));
                }
                self.next = next;
            }
        }
        let flag = pagination.end.and_then(|end| Some(bool_at(page, end.output)? == end.is));
        self.done |= flag == Some(true);
        Ok(())
    }
}

/// A position as the request's member takes it.
fn position(number: i64, pagination: Pagination) -> Json {
    if pagination.is_text { number.to_string().into() } else { number.into() }
}

/// Whether a page of `count` items, with `behind` items up to its end, is the last.
fn is_last(count: i64, behind: i64, size: Option<i64>, total: Option<i64>) -> bool {
    match total {
        _ if count == 0 => true,
        Some(total) => behind >= total,
        // Without a total, a page that is not full is the last.
        None => size.is_some_and(|size| count < size),
    }
}
