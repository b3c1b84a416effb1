//! Makes connections: to the service, or to a proxy.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::{BoxFuture, Proxies};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Knows which address is reached through which proxy.
pub(super) fn matcher(proxies: &Proxies) -> Arc<Matcher> {
    let [http, https] = [proxies.http(), proxies.https()].map(Option::unwrap_or_default);
    let builder = Matcher::builder().http(http.to_owned()).https(https.to_owned());
    Arc::new(builder.no(proxies.exceptions()).build())
}

/// Connects to the service or to a proxy, without TLS, which comes on top.
#[derive(Clone)]
pub(super) struct Direct {
    tcp: HttpConnector,
    proxies: Arc<Matcher>,
}

impl Direct {
    pub(super) fn through(proxies: Arc<Matcher>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        Self { tcp, proxies }
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
        let mut tcp = self.tcp.clone();
        match self.proxies.intercept(&to) {
            None => Box::pin(async move { Ok(Plain { io: tcp.call(to).await?, proxied: false }) }),
            Some(proxy) => Box::pin(through(proxy, tcp, to)),
        }
    }
}

/// HTTPS goes through a tunnel; plain HTTP is handed to the proxy itself.
async fn through(proxy: Intercept, mut tcp: HttpConnector, to: Uri) -> Result<Plain, Failure> {
    if to.scheme() == Some(&Scheme::HTTP) {
        return Ok(Plain { io: tcp.call(proxy.uri().clone()).await?, proxied: true });
    }
    let mut tunnel = Tunnel::new(proxy.uri().clone(), tcp);
    if let Some(auth) = proxy.basic_auth() {
        tunnel = tunnel.with_auth(auth.clone());
    }
    Ok(Plain { io: tunnel.call(to).await?, proxied: false })
}

/// A connection without TLS. Over one to a proxy, requests name the whole address.
pub(super) struct Plain {
    io: TokioIo<TcpStream>,
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

/// Gives another connector so long to make a connection.
#[derive(Clone)]
pub(super) struct Timed<C> {
    inner: C,
    timeout: Duration,
}

impl<C> Timed<C> {
    pub(super) fn new(inner: C, timeout: Duration) -> Self {
        Self { inner, timeout }
    }
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri>,
    C::Future: Send + 'static,
    C::Error: Into<Failure>,
{
    type Response = C::Response;
    type Error = Failure;
    type Future = BoxFuture<'static, Result<C::Response, Failure>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = self.inner.call(to);
        let timeout = self.timeout;
        Box::pin(async move {
            match tokio::time::timeout(timeout, connecting).await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(format!("no connection within {timeout:?}").into()),
            }
        })
    }
}
