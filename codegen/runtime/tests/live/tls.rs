//! TLS before the double, with a certificate authority of its own; proxies, and a gateway.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tests_service::Service;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// A double that is reached over TLS.
pub(crate) struct Front {
    /// The certificate of the authority, which nobody trusts unasked.
    pub(crate) authority: String,
    pub(crate) address: SocketAddr,
    _runtime: Runtime,
}

impl Front {
    pub(crate) fn before(service: &Service) -> Self {
        Self::before_address(service.address())
    }

    /// TLS before whatever listens there.
    pub(crate) fn before_address(inside: SocketAddr) -> Self {
        let (authority, config) = certified();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let runtime = runtime();
        let address = listen(&runtime, move |outside| {
            let acceptor = acceptor.clone();
            async move {
                // Who does not trust the certificate ends the handshake.
                let Ok(mut outside) = acceptor.accept(outside).await else { return };
                let mut inside = TcpStream::connect(inside).await.unwrap();
                let _ = copy_bidirectional(&mut outside, &mut inside).await;
            }
        });
        Self { authority, address, _runtime: runtime }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }
}

/// A proxy, with the number of tunnels that it made.
pub(crate) struct Tunnels {
    pub(crate) address: SocketAddr,
    count: Arc<AtomicU64>,
    _runtime: Runtime,
}

impl Tunnels {
    pub(crate) fn open() -> Self {
        let count = Arc::new(AtomicU64::new(0));
        let counter = count.clone();
        let runtime = runtime();
        let address = listen(&runtime, move |mut near| {
            let counter = counter.clone();
            async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(near.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap();
                let to = head.strip_prefix("CONNECT ").unwrap().split(' ').next().unwrap();
                let mut far = TcpStream::connect(to).await.unwrap();
                counter.fetch_add(1, SeqCst);
                near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                let _ = copy_bidirectional(&mut near, &mut far).await;
            }
        });
        Self { address, count, _runtime: runtime }
    }

    pub(crate) fn count(&self) -> u64 {
        self.count.load(SeqCst)
    }
}

/// A SOCKS5 proxy without a password that leads to one server, whatever it is asked for.
pub(crate) async fn socks(mut near: TcpStream, server: SocketAddr) {
    let mut greeting = [0; 2];
    if near.read_exact(&mut greeting).await.is_err() {
        return;
    }
    let mut methods = vec![0; greeting[1].into()];
    near.read_exact(&mut methods).await.unwrap();
    near.write_all(&[5, 0]).await.unwrap();
    let mut head = [0; 4];
    near.read_exact(&mut head).await.unwrap();
    let length = match head[3] {
        1 => 4,
        3 => near.read_u8().await.unwrap().into(),
        _ => 16,
    };
    let mut address = vec![0; length + 2];
    near.read_exact(&mut address).await.unwrap();
    near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    let Ok(mut far) = TcpStream::connect(server).await else { return };
    let _ = copy_bidirectional(&mut near, &mut far).await;
}

/// A gateway that hands what is asked of it below a path on to a server, and takes nothing else.
pub(crate) async fn gateway(mut near: TcpStream, path: &'static str, server: SocketAddr) {
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") {
        let Ok(byte) = near.read_u8().await else { return };
        line.push(byte);
    }
    let line = String::from_utf8(line).unwrap();
    let [method, target, protocol] = line.split(' ').collect::<Vec<_>>()[..] else { return };
    let Some(rest) = target.strip_prefix(path) else { return };
    let mut far = TcpStream::connect(server).await.unwrap();
    far.write_all(format!("{method} /{rest} {protocol}").as_bytes()).await.unwrap();
    let _ = copy_bidirectional(&mut near, &mut far).await;
}

/// A certificate authority, and a server that it says is 127.0.0.1.
fn certified() -> (String, ServerConfig) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let server = server.signed_by(&key, &issuer).unwrap();
    let key = key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    (authority, config.with_single_cert(vec![server.into()], key).unwrap())
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// Serves every connection to an address that the system gives.
pub(crate) fn listen<F: Future<Output = ()> + Send + 'static>(
    runtime: &Runtime,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> SocketAddr {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address
}
