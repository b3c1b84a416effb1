//! Makes connections: to the service, or to a proxy.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::BoxFuture;
use super::proxies::{Proxies, Proxy, ProxyKind};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Connects to the service or to a proxy, without the service's TLS, which comes on top.
#[derive(Clone)]
pub(super) struct Direct {
    tcp: HttpConnector,
    /// To a proxy, over TLS or not.
    to_proxy: HttpsConnector<HttpConnector>,
    proxies: Arc<Proxies>,
}

/// Makes TCP connections; the addresses of a name share this time.
pub(super) fn tcp<R>(resolver: R, timeout: Duration) -> HttpConnector<R> {
    let mut tcp = HttpConnector::new_with_resolver(resolver);
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(timeout));
    tcp
}

impl Direct {
    pub(super) fn through(
        proxies: Arc<Proxies>,
        tcp: HttpConnector,
        to_proxy: HttpsConnector<HttpConnector>,
    ) -> Self {
        Self { tcp, to_proxy, proxies }
    }
}

impl Service<Uri> for Direct {
    type Response = Plain;
    type Error = Failure;
    type Future = BoxFuture<'static, Result<Plain, Failure>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let this = self.clone();
        Box::pin(async move {
            match this.proxies.of(&to)? {
                None => this.without(to).await,
                Some(proxy) => this.with(proxy, to).await,
            }
        })
    }
}

impl Direct {
    async fn without(&self, to: Uri) -> Result<Plain, Failure> {
        let io = self.tcp.clone().call(to).await?;
        Ok(Plain { io: MaybeHttpsStream::Http(io), proxied: false })
    }

    /// HTTPS goes through a tunnel; plain HTTP is handed to an HTTP proxy itself.
    async fn with(&self, proxy: &Proxy, to: Uri) -> Result<Plain, Failure> {
        let mut connector = self.to_proxy.clone();
        if proxy.kind == ProxyKind::Socks5 {
            let mut socks = SocksV5::new(proxy.uri(), self.tcp.clone());
            if let Some((user, password)) = proxy.user.clone() {
                socks = socks.with_auth(user, password);
            }
            let io = socks.call(with_port(to)?).await?;
            return Ok(Plain { io: MaybeHttpsStream::Http(io), proxied: false });
        }
        if to.scheme() == Some(&Scheme::HTTP) {
            return Ok(Plain { io: connector.call(proxy.uri()).await?, proxied: true });
        }
        let mut tunnel = Tunnel::new(proxy.uri(), connector);
        if let Some(authorization) = proxy.authorization() {
            tunnel = tunnel.with_auth(authorization);
        }
        Ok(Plain { io: tunnel.call(to).await?, proxied: false })
    }
}

/// The address with the port of its scheme, where it names none.
fn with_port(to: Uri) -> Result<Uri, Failure> {
    let (None, Some(host)) = (to.port(), to.host()) else { return Ok(to) };
    let port = if to.scheme() == Some(&Scheme::HTTP) { 80 } else { 443 };
    let authority = format!("{host}:{port}");
    let mut parts = to.into_parts();
    parts.authority = Some(authority.parse()?);
    Ok(Uri::from_parts(parts)?)
}

/// A connection without the service's TLS. Over one to a proxy, requests name the whole address.
pub(super) struct Plain {
    io: MaybeHttpsStream<TokioIo<TcpStream>>,
    proxied: bool,
}

impl Connection for Plain {
    fn connected(&self) -> Connected {
        self.io.connected().proxy(self.proxied)
    }
}

impl Read for Plain {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl Write for Plain {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, pieces)
    }
}

/// Gives another connector so long to make a connection. Each request clones it, though few make a
/// connection.
#[derive(Clone)]
pub(super) struct Timed<C> {
    inner: Arc<C>,
    timeout: Duration,
}

impl<C> Timed<C> {
    pub(super) fn new(inner: C, timeout: Duration) -> Self {
        Self { inner: Arc::new(inner), timeout }
    }
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri> + Clone + Send + Sync + 'static,
    C::Future: Send + 'static,
    C::Error: Into<Failure>,
{
    type Response = C::Response;
    type Error = Failure;
    type Future = BoxFuture<'static, Result<C::Response, Failure>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let (mut inner, timeout) = (C::clone(&self.inner), self.timeout);
        let connecting = async move {
            poll_fn(|context| inner.poll_ready(context)).await?;
            inner.call(to).await
        };
        Box::pin(async move {
            match tokio::time::timeout(timeout, connecting).await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(format!("no connection within {timeout:?}").into()),
            }
        })
    }
}
