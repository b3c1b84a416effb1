//! The blocking transport: ureq and rustls. Each future is done when it is first polled.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderValue, Request, Response, header};
use ureq::config::AutoHeaderValue;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Proxy, SendBody, Timeout};

use super::{
    Body, BoxFuture, Chunks, Limits, Proxies, RootCertificates, Transport, TransportError, anchors,
};

/// Idle connections are dropped long before the service does so, which is after 60 seconds.
const IDLE: Duration = Duration::from_secs(30);
/// How much is read from a body at once.
const CHUNK: usize = 16 * 1024;

/// ureq and rustls, without an asynchronous runtime.
pub struct UreqTransport {
    agent: Agent,
    http_proxy: Option<Proxy>,
    https_proxy: Option<Proxy>,
}

impl UreqTransport {
    /// A transport that gives a connection this long to be made, and trusts these roots.
    ///
    /// # Errors
    /// When a proxy cannot be used.
    pub fn new(
        connect_timeout: Duration,
        proxies: &Proxies,
        roots: &RootCertificates,
    ) -> Result<Self, TransportError> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .timeout_connect(Some(connect_timeout))
            .max_idle_age(IDLE)
            .max_idle_connections_per_host(64)
            .max_idle_connections(256)
            .tls_config(TlsConfig::builder().root_certs(trusted(roots)).build())
            .build();
        let proxy = |url: Option<&str>| {
            url.map(|url| through(url, &proxies.exceptions())).transpose().map_err(|error| {
                TransportError::not_sent("the proxy cannot be used").caused_by(error)
            })
        };
        Ok(Self {
            agent: config.new_agent(),
            http_proxy: proxy(proxies.http())?,
            https_proxy: proxy(proxies.https())?,
        })
    }

    fn exchange(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let touched = Arc::new(AtomicBool::new(body.is_empty()));
        let outgoing = if body.is_empty() {
            SendBody::none()
        } else {
            head.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
            SendBody::from_owned_reader(Outgoing { rest: body, touched: touched.clone() })
        };
        let is_http = head.uri.scheme() == Some(&Scheme::HTTP);
        let proxy = if is_http { &self.http_proxy } else { &self.https_proxy };
        let request = self.agent.configure_request(Request::from_parts(head, outgoing));
        let request = request.proxy(proxy.clone());
        let request = match limits.idle {
            None => request.timeout_global(Some(limits.remaining())),
            Some(idle) => {
                request.timeout_recv_response(Some(limits.remaining())).timeout_per_read(Some(idle))
            }
        };
        match self.agent.run(request.build()) {
            Ok(response) => Ok(response.map(|body| incoming(body.into_reader(), limits))),
            Err(error) => Err(failure(error, touched.load(Ordering::Acquire))),
        }
    }
}

/// Mozilla's list, with what was added to it.
fn trusted(roots: &RootCertificates) -> RootCerts {
    if roots.own().is_empty() {
        return RootCerts::WebPki;
    }
    let listed = webpki_roots::TLS_SERVER_ROOTS.iter();
    let listed =
        listed.map(|anchor| Certificate::from_der(&anchors::certificate(anchor)).to_owned());
    let own = roots.own().iter().map(|own| Certificate::from_der(own).to_owned());
    RootCerts::from(listed.chain(own))
}

/// This proxy, but for these hosts.
fn through(url: &str, except: &str) -> Result<Proxy, ureq::Error> {
    let given = Proxy::new(url)?;
    let mut proxy = Proxy::builder(given.protocol()).host(given.host()).port(given.port());
    if let Some(user) = given.username() {
        proxy = proxy.username(user);
    }
    if let Some(password) = given.password() {
        proxy = proxy.password(password);
    }
    for host in except.split(',').map(str::trim).filter(|host| !host.is_empty()) {
        proxy = proxy.no_proxy(host);
    }
    proxy.build()
}

/// What went wrong. A body that nobody asked for was not sent, and a request without its body does
/// not run.
fn failure(error: ureq::Error, touched: bool) -> TransportError {
    use ureq::Error;
    let not_sent = !touched
        || matches!(
            error,
            Error::HostNotFound
                | Error::ConnectionFailed
                | Error::ConnectProxyFailed(_)
                | Error::InvalidProxyUrl
                | Error::Timeout(Timeout::Connect | Timeout::Resolve)
        )
        || matches!(&error, Error::Io(io) if io.kind() == io::ErrorKind::ConnectionRefused);
    match error {
        // The time to connect is a matter of its own: it may pass within the deadline.
        Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
            TransportError::not_sent("no connection").caused_by(error)
        }
        Error::Timeout(_) => TransportError::timed_out(!not_sent),
        error if not_sent => TransportError::not_sent("no connection").caused_by(error),
        error => TransportError::maybe_sent("the connection broke").caused_by(error),
    }
}

impl Transport for UreqTransport {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move { self.exchange(request, limits) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { std::thread::sleep(duration) })
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UreqTransport")
    }
}

/// The body of a request; tells whether it was asked for.
struct Outgoing {
    rest: Bytes,
    touched: Arc<AtomicBool>,
}

impl Read for Outgoing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.touched.store(true, Ordering::Release);
        let taken = self.rest.split_to(self.rest.len().min(buffer.len()));
        let mut source: &[u8] = &taken;
        source.read(buffer)
    }
}

fn incoming(reader: impl Read + Send + 'static, limits: Limits) -> Body {
    let deadline = limits.idle.is_none().then_some(limits.deadline);
    Body::coming(Coming { reader: Box::new(reader), deadline })
}

/// The body of an answer.
struct Coming {
    reader: Box<dyn Read + Send>,
    deadline: Option<Instant>,
}

impl Chunks for Coming {
    fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            return Poll::Ready(Some(Err(TransportError::timed_out(true))));
        }
        let mut chunk = vec![0; CHUNK];
        Poll::Ready(match self.reader.read(&mut chunk) {
            Ok(0) => None,
            Ok(length) => {
                chunk.truncate(length);
                Some(Ok(chunk.into()))
            }
            Err(error) => Some(Err(body_failure(error))),
        })
    }
}

fn body_failure(error: io::Error) -> TransportError {
    let timed_out = matches!(
        error.get_ref().and_then(|inner| inner.downcast_ref()),
        Some(ureq::Error::Timeout(_))
    );
    if timed_out || error.kind() == io::ErrorKind::TimedOut {
        return TransportError::timed_out(true);
    }
    TransportError::maybe_sent("the answer broke off").caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::super::roots::EXAMPLE;
    use super::*;

    #[test]
    fn a_certificate_of_ones_own_leaves_the_list_as_it_is() {
        assert!(matches!(trusted(&RootCertificates::default()), RootCerts::WebPki));
        let roots = RootCertificates::default().and_pem(EXAMPLE.as_bytes()).unwrap();
        let RootCerts::Specific(trusted) = trusted(&roots) else { panic!("the list alone") };
        assert_eq!(trusted.len(), webpki_roots::TLS_SERVER_ROOTS.len() + 1);
    }
}
