//! Of several addresses of a name, one that is dead does not take all the time to connect.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

/// How long a connection may take to be made.
const TIMEOUT: Duration = Duration::from_secs(2);

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// An address that swallows what is sent to it, and one of a server; both have one port.
struct Addresses {
    both: [SocketAddr; 2],
    _server: TcpListener,
    _dead: tokio::net::TcpListener,
    _waiting: TcpStream,
    _runtime: Runtime,
}

impl Addresses {
    /// A listener whose queue is full answers no more.
    fn new() -> Self {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let alive = server.local_addr().unwrap();
        let dead = SocketAddr::from(([127, 0, 0, 2], alive.port()));
        let runtime = runtime();
        let listener = {
            let _inside = runtime.enter();
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.bind(dead).unwrap();
            socket.listen(0).unwrap()
        };
        let connect = || TcpStream::connect_timeout(&dead, Duration::from_millis(100));
        let waiting = connect().unwrap();
        connect().unwrap_err();
        let both = [dead, alive];
        Self { both, _server: server, _dead: listener, _waiting: waiting, _runtime: runtime }
    }

    fn url(&self) -> String {
        format!("http://shop.invalid:{}", self.both[1].port())
    }
}

mod asynchronous {
    use std::convert::Infallible;
    use std::future::{Ready, ready};
    use std::task::{Context, Poll};

    use hyper_util::client::legacy::connect::dns::Name;
    use tower_service::Service;

    use super::super::proxy::tcp;
    use super::*;

    /// Gives these addresses for every name.
    #[derive(Clone)]
    struct Fixed([SocketAddr; 2]);

    impl Service<Name> for Fixed {
        type Response = std::array::IntoIter<SocketAddr, 2>;
        type Error = Infallible;
        type Future = Ready<Result<Self::Response, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Name) -> Self::Future {
            ready(Ok(self.0.into_iter()))
        }
    }

    #[test]
    fn the_next_address_has_its_share_of_the_time() {
        let addresses = Addresses::new();
        let mut tcp = tcp(Fixed(addresses.both), TIMEOUT);
        let to = addresses.url().parse().unwrap();
        let started = Instant::now();
        runtime().block_on(async {
            tokio::time::timeout(TIMEOUT, tcp.call(to)).await.unwrap().unwrap();
        });
        assert!(started.elapsed() >= TIMEOUT / 4, "the dead address was not tried");
    }
}

mod blocking {
    use ureq::config::Config;
    use ureq::http::Uri;
    use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
    use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
    use ureq::{Agent, Error};

    use super::super::ureq::config;
    use super::*;

    /// Gives these addresses for every name.
    #[derive(Debug)]
    struct Fixed([SocketAddr; 2]);

    impl Resolver for Fixed {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, Error> {
            let mut found = self.empty();
            self.0.into_iter().for_each(|address| found.push(address));
            Ok(found)
        }
    }

    #[test]
    fn the_next_address_has_its_share_of_the_time() {
        let addresses = Addresses::new();
        let config = config(TIMEOUT, &ureq::tls::TlsConfig::default(), None);
        let agent = Agent::with_parts(config, DefaultConnector::default(), Fixed(addresses.both));
        let started = Instant::now();
        let asked = agent.get(addresses.url()).config();
        // The server does not answer: that the time for the answer ends shows that it was reached.
        let error = asked.timeout_recv_response(Some(TIMEOUT)).build().call().unwrap_err();
        let timeout = ureq::Timeout::RecvResponse;
        assert!(matches!(error, Error::Timeout(found) if found == timeout), "{error:?}");
        assert!(started.elapsed() < TIMEOUT * 3);
    }
}
