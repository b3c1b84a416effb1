//! The engine on a socket: HTTP/1.1, bounded in connections and in bytes on their way in.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyDataStream, BodyExt as _, Full};
use hyper::body::{Body, Frame, Incoming as HttpBody, SizeHint};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::Sleep;
use tokio_rustls::TlsAcceptor;

use super::control;
use super::engine::Engine;
use super::incoming::Incoming;
use super::reply::{Content, Reply};
use super::texts::{MAX_BODY, MAX_OWN_BODY};

/// How many connections there are at a time; further ones wait.
const MOST_CONNECTIONS: usize = 512;

/// How many KiB of bodies are held at a time; further ones wait.
const MOST_KIB: usize = 128 * 1024;

/// A body above this is not even counted to its end.
const LARGEST_BODY: usize = 256 << 20;

/// How long a caller may take for its headers, and for each part of its body.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How long the first half of an answer has to go out before the connection breaks.
const BEFORE_CUT: Duration = Duration::from_millis(50);

/// How long what is under way may take when the mock ends.
const END_TIMEOUT: Duration = Duration::from_secs(5);

/// Where the lines of the log go.
pub(super) type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// What every connection shares.
struct ServerContext {
    engine: Arc<Engine>,
    log: Option<Log>,
    kib: Semaphore,
}

/// Serves until told to stop, or until the other end of `stop` is gone.
pub(super) async fn serve(
    listener: TcpListener,
    engine: Arc<Engine>,
    log: Option<Log>,
    tls: Option<TlsAcceptor>,
    stop: oneshot::Receiver<()>,
) {
    let shared = Arc::new(ServerContext { engine, log, kib: Semaphore::new(MOST_KIB) });
    let graceful = Arc::new(GracefulShutdown::new());
    let ending = Arc::clone(&graceful);
    let accepting = tokio::spawn(async move {
        let connections = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        while let Ok(permit) = Arc::clone(&connections).acquire_owned().await {
            let Ok((stream, _)) = listener.accept().await else {
                // No descriptor is free, or the caller is gone already.
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            };
            let _ = stream.set_nodelay(true);
            let (mock, watcher) = (Arc::clone(&shared), ending.watcher());
            let tls = tls.clone();
            tokio::spawn(async move {
                match tls {
                    None => converse(stream, mock, watcher).await,
                    Some(tls) => {
                        let shaken = tokio::time::timeout(READ_TIMEOUT, tls.accept(stream)).await;
                        // Who does not trust the certificate ends the handshake.
                        if let Ok(Ok(stream)) = shaken {
                            converse(stream, mock, watcher).await;
                        }
                    }
                }
                drop(permit);
            });
        }
    });
    let _ = stop.await;
    accepting.abort();
    let _ = accepting.await;
    // The task that shared it is gone.
    if let Some(graceful) = Arc::into_inner(graceful) {
        let _ = tokio::time::timeout(END_TIMEOUT, graceful.shutdown()).await;
    }
}

/// Answers the requests of one connection.
async fn converse<S: AsyncRead + AsyncWrite + Unpin + 'static>(
    stream: S,
    shared: Arc<ServerContext>,
    watcher: Watcher,
) {
    let service = service_fn(move |request| respond(Arc::clone(&shared), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    // A caller that goes away is not a fault of the mock.
    let _ = watcher.watch(connection).await;
}

async fn respond(
    shared: Arc<ServerContext>,
    request: Request<HttpBody>,
) -> Result<Response<Chunks>, Infallible> {
    let began = Instant::now();
    let length = request.body().size_hint().exact().and_then(|size| usize::try_from(size).ok());
    // A body that does not say how large it is has the room of an ordinary one.
    let kept = length.unwrap_or(MAX_BODY).min(MAX_OWN_BODY);
    let kib = kept / 1024 + 1;
    let permits = u32::try_from(kib).unwrap_or(u32::MAX);
    // The semaphore is never closed.
    let held = shared.kib.acquire_many(permits).await;
    let Some(incoming) = read(request, kept).await else {
        return Ok(status_only(StatusCode::REQUEST_TIMEOUT));
    };
    if incoming.path.starts_with(control::ROOT) {
        let (status, text) = control::answer(&shared.engine, &incoming);
        return Ok(json(status, text));
    }
    let reply = shared.engine.answer(&incoming);
    drop(incoming);
    drop(held);
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    if let Some(log) = &shared.log {
        log(&reply.log_line(began.elapsed()));
    }
    Ok(response(reply))
}

/// Reads a request whole; of a body that is larger than what is kept, only the size beyond. `None` if
/// the caller stops.
async fn read(request: Request<HttpBody>, kept: usize) -> Option<Incoming> {
    let (head, mut body) = request.into_parts();
    let mut incoming = Incoming {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect(),
        ..Incoming::default()
    };
    loop {
        let frame = tokio::time::timeout(READ_TIMEOUT, body.frame()).await.ok()?;
        let Some(frame) = frame else { break };
        let Ok(data) = frame.ok()?.into_data() else { continue };
        incoming.size += data.len();
        if incoming.size > LARGEST_BODY {
            return None;
        }
        let room = kept.saturating_sub(incoming.body.len());
        incoming.body.extend(data.get(..room.min(data.len())).unwrap_or_default());
    }
    if incoming.media() == "multipart/form-data" {
        incoming.parts = parts(&incoming).await;
    }
    Some(incoming)
}

/// The named parts of a multipart body; `None` if it is not multipart.
async fn parts(incoming: &Incoming) -> Option<Vec<(String, Vec<u8>)>> {
    let boundary = multer::parse_boundary(incoming.header("content-type")?).ok()?;
    let body = BodyDataStream::new(Full::new(Bytes::copy_from_slice(&incoming.body)));
    let mut form = multer::Multipart::new(body, boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.name()?.to_owned();
        parts.push((name, field.bytes().await.ok()?.to_vec()));
    }
    Some(parts)
}

fn response(reply: Reply) -> Response<Chunks> {
    let id = HeaderValue::from_str(&reply.request_id);
    let mut response = match reply.content {
        Content::Json(text) => json(reply.status, text),
        Content::Html(text) => {
            let mut response = json(reply.status, text);
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            response
        }
        Content::Events(events) => {
            let chunks = events.into_iter().map(Bytes::from).collect();
            let mut response = Response::new(Chunks { left: chunks, length: None, cut: None });
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            if let Ok(id) = id {
                headers.insert("x-tc-requestid", id);
            }
            response
        }
    };
    if reply.clock != 0
        && let Ok(date) = HeaderValue::from_str(&http_date(reply.clock))
    {
        response.headers_mut().insert(DATE, date);
    }
    if reply.cut {
        response.body_mut().cut_in_half();
    }
    response
}

fn json(status: u16, text: String) -> Response<Chunks> {
    let length = text.len() as u64;
    let body = Chunks { left: [Bytes::from(text)].into(), length: Some(length), cut: None };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn status_only(status: StatusCode) -> Response<Chunks> {
    let mut response = json(200, String::new());
    *response.status_mut() = status;
    response
}

/// The time of a service whose clock is off by so many seconds.
fn http_date(seconds: i64) -> String {
    let now = jiff::Timestamp::now();
    let off = now.saturating_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(now);
    off.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A body in chunks; its length is announced where it is known.
struct Chunks {
    left: VecDeque<Bytes>,
    length: Option<u64>,
    /// Breaks the connection after the last chunk, when what was written had time to go out.
    cut: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    /// Keeps the first half, under the length of the whole.
    fn cut_in_half(&mut self) {
        let half = self.left.len().div_ceil(2);
        self.left.truncate(half);
        if let (1, Some(last)) = (half, self.left.back_mut()) {
            last.truncate(last.len() / 2);
        }
        self.cut = Some(Box::pin(tokio::time::sleep(BEFORE_CUT)));
    }
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(chunk) = self.left.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(chunk))));
        }
        let Some(cut) = &mut self.cut else { return Poll::Ready(None) };
        ready!(cut.as_mut().poll(context));
        self.cut = None;
        Poll::Ready(Some(Err(io::Error::other("cut by a fault"))))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// A socket that tokio takes.
pub(super) fn listener(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
