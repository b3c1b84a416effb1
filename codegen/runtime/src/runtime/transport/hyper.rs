//! The asynchronous transport: hyper and rustls on tokio, HTTP/1.1 with kept connections.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::dns::GaiResolver;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;

use super::proxies::ProxyKind;
use super::proxy::{Direct, Timed, tcp};
use super::{
    Body, BoxFuture, Chunks, Limits, Proxies, RootCertificates, Transport, TransportError,
};

/// Idle connections are dropped long before the service does so, which is after 60 seconds.
const IDLE: Duration = Duration::from_secs(30);

/// The runtimes whose connections are kept; of more that make calls at the same time, those that
/// called last.
const RUNTIMES: usize = 16;

type Client = legacy::Client<Timed<HttpsConnector<Direct>>, Outgoing>;

/// hyper and rustls on tokio.
///
/// Needs a tokio runtime with its input and output and its time enabled. Works in several of them, one
/// after the other or at once: a connection lives in the runtime that made it, so each has its own.
pub struct HyperTransport {
    connector: Timed<HttpsConnector<Direct>>,
    /// The clients by the runtime that they are for, the one that was used last at the end.
    clients: Mutex<Vec<(tokio::runtime::Id, Arc<Client>)>>,
    proxies: Arc<Proxies>,
}

impl HyperTransport {
    /// A transport that gives a connection this long to be made, TLS included, and trusts these
    /// roots.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(
        connect_timeout: Duration,
        proxies: &Proxies,
        roots: &RootCertificates,
    ) -> Result<Self, TransportError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| TransportError::not_sent("TLS is not available").caused_by(error))?;
        let tls = roots.verified(tls, &provider).with_no_client_auth();
        let https = |tls| HttpsConnectorBuilder::new().with_tls_config(tls);
        let tcp = tcp(GaiResolver::new(), connect_timeout);
        let to_proxy = https(tls.clone()).https_or_http().enable_http1();
        let to_proxy = to_proxy.wrap_connector(tcp.clone());
        let proxies = Arc::new(proxies.clone());
        let direct = Direct::through(proxies.clone(), tcp, to_proxy);
        let https = https(tls).https_or_http().enable_http1().wrap_connector(direct);
        let connector = Timed::new(https, connect_timeout);
        Ok(Self { connector, clients: Mutex::default(), proxies })
    }

    /// The client of the runtime that this is called in.
    fn client(&self, runtime: &tokio::runtime::Handle) -> Arc<Client> {
        let id = runtime.id();
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let known = clients.iter().rposition(|(of, _)| *of == id);
        let entry = if let Some(index) = known {
            clients.remove(index)
        } else {
            if clients.len() == RUNTIMES {
                clients.remove(0);
            }
            let client = legacy::Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(IDLE)
                .build(self.connector.clone());
            (id, Arc::new(client))
        };
        let client = entry.1.clone();
        clients.push(entry);
        client
    }

    /// A proxy for plain HTTP reads its password from the request; a tunnel has its own.
    fn authorize_to_proxy(&self, request: &mut Request<Bytes>) -> Result<(), TransportError> {
        if request.uri().scheme() == Some(&Scheme::HTTP)
            && let Some(proxy) = self.proxies.of(request.uri())?
            && proxy.kind != ProxyKind::Socks5
            && let Some(authorization) = proxy.authorization()
        {
            request.headers_mut().insert(http::header::PROXY_AUTHORIZATION, authorization);
        }
        Ok(())
    }

    async fn exchange(
        &self,
        mut request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Body>, TransportError> {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return Err(TransportError::not_sent("there is no tokio runtime to run on"));
        };
        self.authorize_to_proxy(&mut request)?;
        let touched = Arc::new(AtomicBool::new(request.body().is_empty()));
        let request = request.map(|body| Outgoing { body: Some(body), touched: touched.clone() });
        let deadline = tokio::time::Instant::from_std(limits.deadline);
        let answered =
            tokio::time::timeout_at(deadline, self.client(&runtime).request(request)).await;
        // A body that nobody asked for was not sent, and a request without its body does not run.
        let touched = touched.load(Ordering::Acquire);
        match answered {
            Err(_) => Err(TransportError::timed_out(touched)),
            Ok(Ok(response)) => Ok(response.map(|body| incoming(body, limits))),
            Ok(Err(error)) if error.is_connect() || !touched => {
                Err(TransportError::not_sent("no connection").caused_by(error))
            }
            Ok(Err(error)) => {
                Err(TransportError::maybe_sent("the connection broke").caused_by(error))
            }
        }
    }
}

impl Transport for HyperTransport {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        if tokio::runtime::Handle::try_current().is_err() {
            // Without a runtime nothing was sent, and there is nothing to wait for.
            return Box::pin(std::future::ready(()));
        }
        Box::pin(tokio::time::sleep(duration))
    }

    fn timer(&self, until: Instant) -> Option<BoxFuture<'static, ()>> {
        tokio::runtime::Handle::try_current().ok()?;
        Some(Box::pin(tokio::time::sleep_until(until.into())))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HyperTransport")
    }
}

/// The body of a request; tells whether it was asked for.
struct Outgoing {
    body: Option<Bytes>,
    touched: Arc<AtomicBool>,
}

impl hyper::body::Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.touched.store(true, Ordering::Release);
        Poll::Ready(self.body.take().map(|body| Ok(Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.body.as_ref().map_or(0, |body| body.len() as u64))
    }
}

fn incoming(body: Incoming, limits: Limits) -> Body {
    Body::coming(Coming { body, timer: None, limits })
}

/// The body of an answer, under the deadline of the call or the idle time of a stream.
struct Coming {
    body: Incoming,
    /// Set when there is something to wait for: most bodies are there with the head.
    timer: Option<Pin<Box<tokio::time::Sleep>>>,
    limits: Limits,
}

impl Coming {
    fn timer(&mut self) -> &mut Pin<Box<tokio::time::Sleep>> {
        let Limits { deadline, idle } = self.limits;
        self.timer.get_or_insert_with(|| {
            let end = idle.map_or(deadline, |idle| Instant::now() + idle);
            Box::pin(tokio::time::sleep_until(end.into()))
        })
    }
}

impl Chunks for Coming {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let polled = hyper::body::Body::poll_frame(Pin::new(&mut self.body), context);
            let Poll::Ready(frame) = polled else {
                ready!(self.timer().as_mut().poll(context));
                return Poll::Ready(Some(Err(TransportError::timed_out(true))));
            };
            if self.limits.idle.is_some() {
                // The next silence begins when the next chunk is waited for.
                self.timer = None;
            }
            return Poll::Ready(match frame {
                None => None,
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(chunk) if !chunk.is_empty() => Some(Ok(chunk)),
                    // Trailers and empty chunks say nothing.
                    _ => continue,
                },
                Some(Err(error)) => {
                    let error = TransportError::maybe_sent("the answer broke off").caused_by(error);
                    Some(Err(error))
                }
            });
        }
    }
}
