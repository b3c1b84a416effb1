//! Which hosts are reached without a proxy, as `NO_PROXY` lists them.

use std::net::IpAddr;

use http::Uri;
use http::uri::Scheme;

/// A list of hosts, networks and patterns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Exceptions(Vec<Exception>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Exception {
    host: Host,
    /// The only port that it is for.
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    /// A name, with its subdomains.
    Name(String),
    /// A name with `*` in it, by the parts between.
    Pattern(Vec<String>),
    /// An address, or those that begin with so many of its bits.
    Network(IpAddr, u8),
}

impl Exceptions {
    /// The entries of a list, with commas or blanks between.
    pub(super) fn of(list: &str) -> Self {
        let entries = list.split([',', ' ', '\t', '\n']).map(str::trim);
        Self(entries.filter(|entry| !entry.is_empty()).map(Exception::of).collect())
    }

    /// Whether the host of this address is one of them.
    pub(super) fn has(&self, uri: &Uri) -> bool {
        let host = uri.host().unwrap_or_default();
        let host = host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        let of_scheme = if uri.scheme() == Some(&Scheme::HTTP) { 80 } else { 443 };
        let port = uri.port_u16().unwrap_or(of_scheme);
        self.0.iter().any(|exception| exception.has(&host, port))
    }
}

impl Exception {
    fn of(entry: &str) -> Self {
        let entry = entry.to_ascii_lowercase();
        let (host, port) = host_and_port(&entry);
        let host = host.trim_matches(['[', ']']).trim_end_matches('.');
        let host = if let Some((address, bits)) = network(host) {
            Host::Network(address, bits)
        } else {
            // `.example.com` and `*.example.com` mean the same as `example.com`.
            let name = host.strip_prefix("*.").or_else(|| host.strip_prefix('.')).unwrap_or(host);
            if name.contains('*') {
                Host::Pattern(name.split('*').map(str::to_owned).collect())
            } else {
                Host::Name(name.to_owned())
            }
        };
        Self { host, port }
    }

    fn has(&self, host: &str, port: u16) -> bool {
        if self.port.is_some_and(|only| only != port) {
            return false;
        }
        match &self.host {
            Host::Name(name) => host
                .strip_suffix(name.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.')),
            Host::Pattern(parts) => fits(host, parts),
            Host::Network(network, bits) => {
                host.parse().is_ok_and(|address: IpAddr| is_within(address, *network, *bits))
            }
        }
    }
}

/// A host, and the port behind it. An IPv6 address has a port only behind brackets.
fn host_and_port(entry: &str) -> (&str, Option<u16>) {
    match entry.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            port.parse().map_or((entry, None), |port| (host, Some(port)))
        }
        _ => (entry, None),
    }
}

/// An address or a network, `10.0.0.0/8`, by its address and its bits.
fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
    let address: IpAddr = address.trim_matches(['[', ']']).parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most))?;
    Some((address, bits))
}

fn is_within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let same = |a: u128, b: u128, length: u32| {
        let shift = length - u32::from(bits).min(length);
        // A shift of all bits would overflow: all addresses are within such a network.
        a.checked_shr(shift).unwrap_or(0) == b.checked_shr(shift).unwrap_or(0)
    };
    match (address.to_canonical(), network) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            same(u128::from(a.to_bits()), u128::from(b.to_bits()), 32)
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => same(a.to_bits(), b.to_bits(), 128),
        _ => false,
    }
}

/// Whether the host consists of these parts, with anything between them.
fn fits(host: &str, parts: &[String]) -> bool {
    let [first, middle @ .., last] = parts else { return false };
    let Some(mut rest) = host.strip_prefix(first.as_str()) else { return false };
    for part in middle {
        let Some((_, behind)) = rest.split_once(part.as_str()) else { return false };
        rest = behind;
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_exception_means_what_it_says() {
        for (list, address, expected) in [
            ("localhost", "https://localhost", true),
            ("localhost", "https://api.localhost", true),
            ("localhost", "https://notlocalhost", false),
            (".example.com", "https://example.com", true),
            ("*.example.com", "https://a.b.example.com", true),
            ("EXAMPLE.com.", "https://cvm.Example.COM", true),
            ("example.com", "https://example.com.evil.cn", false),
            ("*", "https://anything", true),
            ("127.*", "http://127.0.0.1", true),
            ("10.*", "http://127.0.0.1", false),
            ("cvm.*.tencentcloudapi.com", "https://cvm.ap-beijing.tencentcloudapi.com", true),
            ("127.0.0.1", "http://127.0.0.1:8080", true),
            ("127.0.0.0/8", "http://127.9.8.7", true),
            ("127.0.0.0/8", "http://128.0.0.1", false),
            ("0.0.0.0/0", "http://1.2.3.4", true),
            ("::1", "http://[::1]:80", true),
            ("[::1]", "http://[::1]", true),
            ("::1/128", "http://[::1]", true),
            ("fd00::/8", "http://[fd12::1]", true),
            ("fd00::/8", "http://[fe80::1]", false),
            ("127.0.0.1", "http://[::ffff:127.0.0.1]", true),
            ("localhost:8080", "http://localhost:8080", true),
            ("localhost:8080", "http://localhost:9090", false),
            ("example.com:443", "https://example.com", true),
            ("[::1]:80", "http://[::1]", true),
            ("[::1]:81", "http://[::1]", false),
            ("a, b\tc", "https://c", true),
            ("10.0.0.0/33", "http://10.0.0.1", false),
            ("", "https://a", false),
        ] {
            let found = Exceptions::of(list).has(&address.parse().unwrap());
            assert_eq!(found, expected, "{list:?} {address}");
        }
    }
}
