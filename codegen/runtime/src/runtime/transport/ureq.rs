//! The blocking transport: ureq and rustls. Each future is done when it is first polled.

use std::fmt;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderValue, Request, Response, Uri, header};
use ureq::config::{AutoHeaderValue, Config};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, ProxyProtocol, SendBody, Timeout};

use super::forward::{ProxyConnector, ProxyResolver};
use super::proxies::{Proxy, ProxyKind};
use super::{
    Body, BoxFuture, Chunks, Limits, Proxies, RootCertificates, Transport, TransportError,
};

/// Idle connections are dropped long before the service does so, which is after 60 seconds.
const IDLE: Duration = Duration::from_secs(30);
/// How much is read from a body at once.
const CHUNK: usize = 16 * 1024;
/// The longest time for anything: an instant that far ahead exists on every platform.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3_600);
/// A larger body is sent when the server asks for it (`Expect: 100-continue`): a refusal that comes
/// before would be lost while the body is being written.
const ASK_FIRST: usize = 256 * 1024;
/// A server that does not say so within this time does not know how to ask.
const PATIENCE: Duration = Duration::from_secs(1);
/// The status of a server, or a proxy before it, that does not know how to ask.
const EXPECTATION_FAILED: u16 = 417;

/// ureq and rustls, without an asynchronous runtime.
pub struct UreqTransport {
    connect_timeout: Duration,
    tls: TlsConfig,
    direct: Agent,
    proxies: Proxies,
    /// The agents behind proxies, each made when it is first needed.
    http: OnceLock<Result<Agent, String>>,
    https: OnceLock<Result<Agent, String>>,
}

impl UreqTransport {
    /// A transport that gives a connection this long to be made, and trusts these roots.
    pub fn new(connect_timeout: Duration, proxies: &Proxies, roots: &RootCertificates) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(trusted(roots))
            .disable_verification(roots.is_unchecked())
            .build();
        let connect_timeout = connect_timeout.min(LONGEST);
        Self {
            direct: config(connect_timeout, &tls, None).new_agent(),
            connect_timeout,
            tls,
            proxies: proxies.clone(),
            http: OnceLock::new(),
            https: OnceLock::new(),
        }
    }

    /// The agent for an address, and the header by which it is known to a proxy.
    fn agent(&self, uri: &Uri) -> Result<(&Agent, Option<HeaderValue>), TransportError> {
        let Some(proxy) = self.proxies.of(uri)? else { return Ok((&self.direct, None)) };
        let is_http = uri.scheme() == Some(&Scheme::HTTP);
        let agent = if is_http { &self.http } else { &self.https };
        let agent = agent.get_or_init(|| {
            if is_http && proxy.kind != ProxyKind::Socks5 {
                return Ok(forwarded(config(self.connect_timeout, &self.tls, None), proxy));
            }
            let tunnel = tunnel(proxy).map_err(|error| error.to_string())?;
            Ok(config(self.connect_timeout, &self.tls, Some(tunnel)).new_agent())
        });
        let authorization =
            if is_http && proxy.kind != ProxyKind::Socks5 { proxy.authorization() } else { None };
        match agent {
            Ok(agent) => Ok((agent, authorization)),
            Err(problem) => {
                Err(TransportError::not_sent(format!("the proxy cannot be used: {problem}")))
            }
        }
    }

    fn exchange(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Body>, TransportError> {
        if request.body().len() <= ASK_FIRST {
            return self.attempt(request, limits, false);
        }
        let answer = self.attempt(request.clone(), limits, true)?;
        if answer.status() == EXPECTATION_FAILED {
            return self.attempt(request, limits, false);
        }
        Ok(answer)
    }

    fn attempt(
        &self,
        request: Request<Bytes>,
        limits: Limits,
        asks_first: bool,
    ) -> Result<Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let (agent, authorization) = self.agent(&head.uri)?;
        if let Some(authorization) = authorization {
            head.headers.insert(header::PROXY_AUTHORIZATION, authorization);
        }
        if asks_first {
            head.headers.insert(header::EXPECT, HeaderValue::from_static("100-continue"));
        }
        let touched = Arc::new(AtomicBool::new(body.is_empty()));
        let outgoing = if body.is_empty() {
            SendBody::none()
        } else {
            head.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
            SendBody::from_owned_reader(Outgoing { rest: body, touched: touched.clone() })
        };
        let left = limits.remaining().min(LONGEST);
        let request = agent.configure_request(Request::from_parts(head, outgoing));
        let request = match limits.idle {
            None => request.timeout_global(Some(left)),
            Some(idle) => request
                .timeout_send_request(Some(left))
                .timeout_await_100(Some(left.min(PATIENCE)))
                .timeout_send_body(Some(left))
                .timeout_recv_response(Some(left))
                .timeout_per_read(Some(idle.min(LONGEST))),
        };
        match agent.run(request.build()) {
            Ok(response) => Ok(response.map(|body| incoming(body.into_reader(), limits))),
            Err(error) => Err(failure(error, touched.load(Ordering::Acquire))),
        }
    }
}

/// How each agent works.
pub(super) fn config(
    connect_timeout: Duration,
    tls: &TlsConfig,
    proxy: Option<ureq::Proxy>,
) -> Config {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .proxy(proxy)
        .timeout_connect(Some(connect_timeout))
        .max_idle_age(IDLE)
        .max_idle_connections_per_host(64)
        .max_idle_connections(256)
        .tls_config(tls.clone())
        .build()
}

/// Mozilla's list, with what was added to it.
fn trusted(roots: &RootCertificates) -> RootCerts {
    if roots.own().is_empty() {
        return RootCerts::WebPki;
    }
    let listed = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().chain(roots.own());
    RootCerts::from(listed.map(|certificate| Certificate::from_der(certificate).to_owned()))
}

/// An agent that hands requests to this proxy, which speaks HTTP.
fn forwarded(config: Config, proxy: &Proxy) -> Agent {
    let connector = ProxyConnector { proxy: proxy.uri(), inner: DefaultConnector::default() };
    let resolver = ProxyResolver { proxy: proxy.uri(), inner: DefaultResolver::default() };
    Agent::with_parts(config, connector, resolver)
}

/// A proxy that makes a connection to the service. It finds the service's address itself.
fn tunnel(proxy: &Proxy) -> Result<ureq::Proxy, ureq::Error> {
    let protocol = match proxy.kind {
        ProxyKind::Http => ProxyProtocol::Http,
        ProxyKind::Https => ProxyProtocol::Https,
        ProxyKind::Socks5 => ProxyProtocol::Socks5h,
    };
    let mut builder = ureq::Proxy::builder(protocol).host(proxy.authority.host());
    if let Some(port) = proxy.authority.port_u16() {
        builder = builder.port(port);
    }
    if let Some((user, password)) = &proxy.user {
        builder = builder.username(user).password(password);
    }
    builder.build()
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
        assert_eq!(trusted.len(), webpki_root_certs::TLS_SERVER_ROOT_CERTS.len() + 1);
    }
}
