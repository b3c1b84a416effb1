//! How a run behaves towards the site, and where it stops.

use std::str::FromStr;
use std::time::Duration;

/// How a run behaves towards the site, and where it stops. The defaults are polite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How often a site is asked.
    pub rate: Rate,
    /// The most pages that one run asks for.
    pub max_pages: usize,
    /// The most bytes of one page, after decompression. The largest real page has 3 MB.
    pub max_bytes: u64,
    /// The time that one request may take, from the name's look-up to the last byte.
    pub timeout: Duration,
    /// The most redirects on the way to one page.
    pub max_redirects: usize,
    /// How often a page is asked for before it is given up.
    pub tries: u32,
    /// The wait before the second try; it doubles with each further one.
    pub backoff: Duration,
    /// The longest wait that a site may ask for with `Retry-After`.
    pub max_wait: Duration,
    /// After so many pages in a row that the site did not serve, the run stops.
    pub give_up_after: usize,
    /// Sites, beside those of the pages asked for, to which a redirect or a link may lead:
    /// `host` or `host:port`.
    pub allow_hosts: Vec<String>,
    /// What the run calls itself towards the site. The part before `/` is looked up in
    /// robots.txt.
    pub user_agent: String,
    /// Whether nothing is written: the run only says what would be.
    pub check: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rate: Rate { interval: Duration::from_secs(1) },
            max_pages: 5_000,
            max_bytes: 8 << 20,
            timeout: Duration::from_secs(30),
            max_redirects: 5,
            tries: 4,
            backoff: Duration::from_secs(2),
            max_wait: Duration::from_secs(300),
            give_up_after: 5,
            allow_hosts: Vec::new(),
            user_agent: USER_AGENT.into(),
            check: false,
        }
    }
}

/// Name, version and purpose, so that the owner of a site knows what asks; `--user-agent` says who.
const USER_AGENT: &str =
    concat!("tcgen/", env!("CARGO_PKG_VERSION"), " (reads API documentation to generate a client)");

/// How often a site is asked: `1/s`, `30/m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The time from one request to the next.
    pub interval: Duration,
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, unit) = text.split_once('/').unwrap_or((text, "s"));
        let seconds = match unit {
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            _ => return Err(format!("`{unit}` is not a unit; use s, m or h, as in `1/s`")),
        };
        let number: f64 =
            number.trim().parse().map_err(|_| format!("`{number}` is not a number"))?;
        Duration::try_from_secs_f64(seconds / number)
            .ok()
            .filter(|interval| {
                number > 0.0 && number.is_finite() && *interval <= Duration::from_secs(3600)
            })
            .map(|interval| Self { interval })
            .ok_or_else(|| format!("`{text}` is not a rate; use a number from 1/h on"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_a_unit() {
        let interval = |text: &str| text.parse::<Rate>().map(|rate| rate.interval.as_millis());
        assert_eq!(interval("1/s"), Ok(1000));
        assert_eq!(interval("0.5/s"), Ok(2000));
        assert_eq!(interval("30/m"), Ok(2000));
        assert_eq!(interval("4"), Ok(250));
        for wrong in ["0/s", "-1/s", "1/day", "x/s", "nan", "inf/s", "1/s/s", "0.1/h", ""] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_user_agent_says_what_asks_and_why() {
        let agent = Options::default().user_agent;
        assert!(
            agent.starts_with("tcgen/") && agent.contains("(reads API documentation"),
            "{agent}"
        );
    }
}
