//! Ways to the service that are not straight: proxies that speak TLS or SOCKS5, gateways with a
//! path, certificates that nobody signed.

use tencentcloud_runtime::Error;
use tencentcloud_runtime::transport::Proxies;

use crate::both::{Caller, Setup, keeps_connections, order, shop, told};
use crate::tls::{Front, Tunnels, gateway, listen, runtime, socks};

fn through(url: &str) -> Proxies {
    Proxies::all(url).unwrap()
}

/// The double plays the proxy: what it is asked shows how the client speaks to one.
fn plain_calls_go_to_a_proxy_over_tls<C: Caller>() {
    let service = shop();
    let proxy = Front::before(&service);
    let url = format!("https://me:p%40ss@{}", proxy.address);
    let setup = || Setup::at("http://shop.invalid").proxies(through(&url)).attempts(1);
    let client = C::new(setup().trust(&proxy.authority));
    for _ in 0..10 {
        // The double knows no such path as a whole address.
        client.create_order(&order("A")).unwrap_err();
    }
    let log = service.take_log();
    assert_eq!(log.len(), 10);
    assert!(service.connections() <= 5, "{} connections", service.connections());
    for seen in log {
        assert_eq!(seen.request.target, "http://shop.invalid/");
        assert_eq!(seen.request.header("Host"), Some("shop.invalid"));
        assert_eq!(seen.request.header("Proxy-Authorization"), Some("Basic bWU6cEBzcw=="));
    }
    let error = C::new(setup()).create_order(&order("B")).unwrap_err();
    assert!(told(&error).contains("invalid peer certificate"), "{error:?}");
    assert!(!error.may_have_been_executed());
    assert!(service.log().is_empty(), "a proxy that is not trusted learns nothing");
}

fn a_tunnel_is_made_by_a_proxy_over_tls<C: Caller>() {
    let service = shop();
    let front = Front::before(&service);
    let tunnels = Tunnels::open();
    let proxy = Front::before_address(tunnels.address);
    let proxies = through(&format!("https://{}", proxy.address));
    let setup = || Setup::at(&front.url()).proxies(proxies.clone()).attempts(1);
    // Both certificates are looked at, each for itself.
    for (trusted, tunnels_made) in [(&front.authority, 0), (&proxy.authority, 1)] {
        let error = C::new(setup().trust(trusted)).create_order(&order("B")).unwrap_err();
        assert!(told(&error).contains("invalid peer certificate"), "{error:?}");
        assert!(!error.may_have_been_executed());
        assert_eq!(tunnels.count(), tunnels_made);
    }
    assert_eq!(service.received("CreateOrder"), 0);
    let client = C::new(setup().trust(&front.authority).trust(&proxy.authority));
    keeps_connections(&client, || tunnels.count());
}

fn tls_goes_through_a_socks_proxy<C: Caller>() {
    let service = shop();
    let front = Front::before(&service);
    let (runtime, inside) = (runtime(), front.address);
    let proxy = listen(&runtime, move |near| socks(near, inside));
    let setup = Setup::at("https://127.0.0.1").proxies(through(&format!("socks5://{proxy}")));
    let client = C::new(setup.trust(&front.authority));
    client.create_order(&order("A")).unwrap();
    assert_eq!(service.executed("CreateOrder"), 1);
}

fn certificates_are_not_looked_at_where_that_was_asked_for<C: Caller>() {
    let service = shop();
    let (front, tunnels) = (Front::before(&service), Tunnels::open());
    let proxy = Front::before_address(tunnels.address);
    C::new(Setup::at(&front.url()).unchecked()).create_order(&order("A")).unwrap();
    // Not that of the name that was asked for either.
    let other_name = front.url().replace("127.0.0.1", "localhost");
    C::new(Setup::at(&other_name).unchecked()).create_order(&order("B")).unwrap();
    let proxies = through(&format!("https://{}", proxy.address));
    let setup = Setup::at(&front.url()).proxies(proxies).unchecked();
    C::new(setup).create_order(&order("C")).unwrap();
    assert_eq!((service.executed("CreateOrder"), tunnels.count()), (3, 1));
}

fn an_endpoint_with_a_path_is_reached_there_and_signed_without_it<C: Caller>() {
    let service = shop();
    let (runtime, inside) = (runtime(), service.address());
    let gate = listen(&runtime, move |near| gateway(near, "/tencent/shop", inside));
    for path in ["/tencent/shop", "/tencent/shop/"] {
        let client = C::new(Setup::at(&format!("http://{gate}{path}")));
        client.create_order(&order("A")).unwrap();
    }
    let outside = C::new(Setup::at(&format!("http://{gate}/other")).attempts(1));
    assert!(matches!(outside.create_order(&order("B")), Err(Error::Transport(_))));
    assert_eq!(service.received("CreateOrder"), 2);
}

crate::scenarios! {
    plain_calls_go_to_a_proxy_over_tls,
    a_tunnel_is_made_by_a_proxy_over_tls,
    tls_goes_through_a_socks_proxy,
    certificates_are_not_looked_at_where_that_was_asked_for,
    an_endpoint_with_a_path_is_reached_there_and_signed_without_it,
}
