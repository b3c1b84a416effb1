//! Plain HTTP through an HTTP proxy, for the blocking transport: the proxy is asked for the whole
//! address (RFC 9112, section 3.2.2). ureq itself asks for a tunnel, which proxies allow for TLS only.

use std::sync::Arc;

use http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};
use ureq::{Error, config::Config};

/// Finds the address of the proxy, whatever host is asked for.
#[derive(Debug)]
pub(super) struct ProxyResolver {
    pub(super) proxy: Uri,
    pub(super) inner: DefaultResolver,
}

impl Resolver for ProxyResolver {
    fn resolve(
        &self,
        _: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.inner.resolve(&self.proxy, config, timeout)
    }
}

/// Connects to the proxy, whatever host is asked for.
#[derive(Debug)]
pub(super) struct ProxyConnector {
    pub(super) proxy: Uri,
    pub(super) inner: DefaultConnector,
}

impl Connector<()> for ProxyConnector {
    type Out = Absolute;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Absolute>, Error> {
        let to_proxy = ConnectionDetails {
            uri: &self.proxy,
            addrs: details.addrs.clone(),
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: Arc::clone(&details.register_shutdown),
        };
        let Some(inner) = self.inner.connect(&to_proxy, None)? else { return Ok(None) };
        let host = details.uri.authority().map_or("", |authority| authority.as_str());
        Ok(Some(Absolute { inner, origin: format!("http://{host}"), begins: true }))
    }
}

/// A connection to a proxy, over which each request names the whole address.
#[derive(Debug)]
pub(super) struct Absolute {
    inner: Box<dyn Transport>,
    /// What comes before the path: `http://cvm.tencentcloudapi.com`.
    origin: String,
    /// Whether what is sent next is the head of a request.
    begins: bool,
}

impl Transport for Absolute {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if !std::mem::take(&mut self.begins) {
            return self.inner.transmit_output(amount, timeout);
        }
        let output = self.inner.buffers().output();
        let head = output.get(..amount).unwrap_or_default().to_vec();
        let Some(path) = head.iter().position(|byte| *byte == b' ').map(|blank| blank + 1) else {
            return self.inner.transmit_output(amount, timeout);
        };
        let (method, rest) = head.split_at(path);
        let whole = [method, self.origin.as_bytes(), rest].concat();
        for piece in whole.chunks(output.len().max(1)) {
            let output = self.inner.buffers().output();
            let Some(room) = output.get_mut(..piece.len()) else {
                return Err(Error::Other("no room for the head of the request".into()));
            };
            room.copy_from_slice(piece);
            self.inner.transmit_output(piece.len(), timeout)?;
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        // Behind an answer comes the next request.
        self.begins = true;
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
