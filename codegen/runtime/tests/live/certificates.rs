//! Certificate authorities of one's own: trusted when they are named, and only then.

use rcgen::KeyPair;
use tencentcloud_runtime::Error;
use tencentcloud_runtime::transport::Proxies;

use crate::both::{Caller, Setup, keeps_connections, order, shop, told};
use crate::tls::{Front, Tunnels};

fn a_service_of_a_private_authority_is_reached_with_its_certificate<C: Caller>() {
    let service = shop();
    let front = Front::before(&service);
    let client = C::new(Setup::at(&front.url()).trust(&front.authority));
    keeps_connections(&client, || service.connections());
}

fn without_it_the_certificate_is_the_error_and_nothing_is_sent<C: Caller>() {
    let service = shop();
    let (front, other) = (Front::before(&service), Front::before(&service));
    for setup in [Setup::at(&front.url()), Setup::at(&front.url()).trust(&other.authority)] {
        let error = C::new(setup.attempts(1)).create_order(&order("A")).unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(told(&error).contains("invalid peer certificate"), "{error:?}");
        assert!(!error.may_have_been_executed());
    }
    assert!(service.log().is_empty());
}

fn one_text_may_hold_several_certificates_and_more_may_be_added<C: Caller>() {
    let service = shop();
    let fronts = [(); 3].map(|()| Front::before(&service));
    let [first, second, third] = &fronts;
    let key = KeyPair::generate().unwrap().serialize_pem();
    let text = format!("\u{FEFF}{}\nThe next:\n{key}{}", first.authority, second.authority);
    for text in [text.clone(), text.replace("\r\n", "\n").replace('\n', "\r\n")] {
        for front in &fronts {
            let setup = Setup::at(&front.url()).trust(&text).trust(&third.authority);
            C::new(setup).create_order(&order("A")).unwrap();
        }
    }
}

fn a_tunnel_through_a_proxy_is_checked_the_same_way<C: Caller>() {
    let service = shop();
    let front = Front::before(&service);
    let proxy = Tunnels::open();
    let proxies = Proxies::all(&format!("http://{}", proxy.address)).unwrap();
    let setup = || Setup::at(&front.url()).proxies(proxies.clone()).attempts(1);
    C::new(setup().trust(&front.authority)).create_order(&order("A")).unwrap();
    let error = C::new(setup()).create_order(&order("B")).unwrap_err();
    assert!(told(&error).contains("invalid peer certificate"), "{error:?}");
    assert_eq!((proxy.count(), service.received("CreateOrder")), (2, 1));
}

/// Why a client is not built.
fn refused<C: Caller>(pem: &str) -> String {
    match C::try_new(Setup::at("https://127.0.0.1:1").trust(pem)) {
        Err(error @ Error::InvalidRequest(_)) => error.message().to_owned(),
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it is built with {pem:?}"),
    }
}

fn a_text_without_a_certificate_is_an_error_of_the_builder<C: Caller>() {
    let key = KeyPair::generate().unwrap().serialize_pem();
    for text in ["", "ca.pem", "0\u{82}\u{1}", &key] {
        let error = refused::<C>(text);
        assert!(error.contains("hold none in PEM"), "{error}: {text:?}");
    }
}

fn a_damaged_certificate_is_an_error_whatever_stands_beside_it<C: Caller>() {
    let service = shop();
    let good = Front::before(&service).authority.replace("\r\n", "\n");
    let lines: Vec<&str> = good.lines().collect();
    let without = |number: usize| {
        let (before, after) = lines.split_at(number);
        [before, &after[1..], &[""]].concat().join("\n")
    };
    let last = lines.len() - 1;
    let second = "root certificate 2 cannot be read: ";
    let fewer = "of 2 root certificates only 1 can be read";
    for (damaged, expected) in [
        (without(2), second),
        (without(last), second),
        (good.replacen("MII", "M!I", 1).replacen("MIB", "M!B", 1), second),
        (good.replacen("-----BEGIN", " -----BEGIN", 1), fewer),
        (good.replace("CERTIFICATE", "TRUSTED CERTIFICATE"), fewer),
    ] {
        let error = refused::<C>(&(good.clone() + &damaged));
        assert!(error.starts_with(expected), "{error}: {damaged}");
    }
    let error = refused::<C>(&(without(last) + &good));
    assert!(error.starts_with("root certificate 1 cannot be read: "), "{error}");
}

crate::scenarios! {
    a_service_of_a_private_authority_is_reached_with_its_certificate,
    without_it_the_certificate_is_the_error_and_nothing_is_sent,
    one_text_may_hold_several_certificates_and_more_may_be_added,
    a_tunnel_through_a_proxy_is_checked_the_same_way,
    a_text_without_a_certificate_is_an_error_of_the_builder,
    a_damaged_certificate_is_an_error_whatever_stands_beside_it,
}
