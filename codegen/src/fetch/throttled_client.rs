//! Asks the way a guest asks: rarely, where robots.txt allows it, and later when told to wait.

use std::collections::BTreeMap;
use std::time::Duration;

use robotxt::Robots;
use url::Url;

use super::FetchEvent;
use super::clock::Clock;
use super::http::{Http, HttpReply, Validators};
use super::options::Options;
use super::problem::Problem;
use super::site::{RedirectProblem, Site, Sites};

/// How one site is to be asked.
#[derive(Debug, Default)]
struct SiteState {
    /// The earliest moment of the next request.
    next: Duration,
    /// The pause that robots.txt asks for.
    crawl_delay: Option<Duration>,
    robots: Option<Result<Robots, Problem>>,
}

/// A client with manners.
pub(super) struct Polite<'a> {
    options: &'a Options,
    clock: &'a dyn Clock,
    watch: &'a mut dyn FnMut(FetchEvent<'_>),
    http: Http,
    pub(super) sites: Sites,
    manners: BTreeMap<Site, SiteState>,
    jitter: fastrand::Rng,
}

impl<'a> Polite<'a> {
    pub(super) fn new(
        options: &'a Options,
        clock: &'a dyn Clock,
        watch: &'a mut dyn FnMut(FetchEvent<'_>),
    ) -> Self {
        Self {
            options,
            clock,
            watch,
            http: Http::new(options),
            sites: Sites::default(),
            manners: BTreeMap::new(),
            jitter: fastrand::Rng::new(),
        }
    }

    /// Tells whoever watches the run.
    pub(super) fn say(&mut self, event: FetchEvent<'_>) {
        (self.watch)(event);
    }

    /// Asks for a page, redirects followed as far as they may be. Gives the address that
    /// answered in the end.
    pub(super) fn page(
        &mut self,
        url: &Url,
        validators: &Validators,
    ) -> Result<(Url, HttpReply), Problem> {
        self.follow(url, validators, self.options.max_bytes, Self::heed_robots)
    }

    fn follow(
        &mut self,
        url: &Url,
        validators: &Validators,
        limit: u64,
        may_ask: fn(&mut Self, &Url) -> Result<(), Problem>,
    ) -> Result<(Url, HttpReply), Problem> {
        let mut way = vec![url.clone()];
        let mut validators = validators.clone();
        loop {
            let from = way.last().unwrap_or(url).clone();
            may_ask(self, &from)?;
            let reply = self.ask_again(&from, &validators, limit)?;
            let Some(location) = redirect_of(&reply) else { return Ok((from, reply)) };
            let to = self.sites.redirect(&from, location).map_err(Problem::Redirect)?;
            if way.contains(&to) {
                return Err(Problem::Redirect(RedirectProblem::Loop(to)));
            }
            if way.len() > self.options.max_redirects {
                let limit = self.options.max_redirects;
                return Err(Problem::Redirect(RedirectProblem::TooMany(limit)));
            }
            // What was said about one address says nothing about another.
            validators = Validators::default();
            way.push(to);
        }
    }

    /// Asks until there is an answer that asking again would not better.
    fn ask_again(
        &mut self,
        url: &Url,
        validators: &Validators,
        limit: u64,
    ) -> Result<HttpReply, Problem> {
        let mut attempt = 1;
        loop {
            self.keep_pace(url);
            let (problem, asked) = match self.http.get(url, validators, limit) {
                Ok(reply) => match busy(&reply, self.clock) {
                    None => return Ok(reply),
                    Some((problem, asked)) => (problem, asked),
                },
                Err(problem) => (problem, None),
            };
            if let Some(wait) = asked.filter(|wait| *wait > self.options.max_wait) {
                return Err(Problem::Throttled(Some(wait)));
            }
            if attempt >= self.options.tries {
                return Err(problem);
            }
            let wait = asked.unwrap_or_else(|| self.backoff(attempt));
            self.say(FetchEvent::Waiting { url: url.as_str(), wait });
            self.clock.sleep(wait);
            attempt += 1;
        }
    }

    /// Waits until the site may be asked again.
    fn keep_pace(&mut self, url: &Url) {
        let manners = self.manners.entry(Site::of(url)).or_default();
        let now = self.clock.elapsed();
        let start = manners.next.max(now);
        let pause = self.options.rate.interval.max(manners.crawl_delay.unwrap_or_default());
        manners.next = start.saturating_add(pause);
        if start > now {
            self.clock.sleep(start.saturating_sub(now));
        }
    }

    /// Doubles with each try; half of it is chance, so that many clients that failed at the
    /// same moment do not come back at the same moment.
    fn backoff(&mut self, attempt: u32) -> Duration {
        let whole = self.options.backoff.saturating_mul(1 << (attempt - 1).min(10));
        let whole = whole.min(self.options.max_wait);
        whole.mul_f64(0.5 + self.jitter.f64() / 2.0)
    }

    /// Whether robots.txt lets the address be asked. It is read once a site.
    fn heed_robots(&mut self, url: &Url) -> Result<(), Problem> {
        let site = Site::of(url);
        let known = self.manners.get(&site).and_then(|manners| manners.robots.clone());
        let robots = if let Some(robots) = known {
            robots
        } else {
            let robots = self.read_robots(url);
            let manners = self.manners.entry(site).or_default();
            if let Ok(robots) = &robots {
                let longest = self.options.max_wait;
                manners.crawl_delay = robots.crawl_delay().map(|delay| delay.min(longest));
            }
            manners.robots = Some(robots.clone());
            robots
        };
        if robots?.is_url_allowed(url) { Ok(()) } else { Err(Problem::Disallowed) }
    }

    /// Reads robots.txt as RFC 9309 says (2.3.1): none there allows all, none to be had allows
    /// nothing.
    fn read_robots(&mut self, page: &Url) -> Result<Robots, Problem> {
        let mut url = page.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        url.set_fragment(None);
        let limit = robotxt::BYTE_LIMIT as u64 + 1;
        let no_robots = |why: String| Problem::NoRobots(why);
        match self.follow(&url, &Validators::default(), limit, |_, _| Ok(())) {
            Ok((_, reply)) if reply.status == 200 => {
                Ok(Robots::parse(&reply.body, product_token(&self.options.user_agent)))
            }
            Ok((_, reply)) if (400..500).contains(&reply.status) => Ok(Robots::allow_all()),
            Ok((_, reply)) => Err(no_robots(format!("status {}", reply.status))),
            Err(problem) => Err(no_robots(problem.message())),
        }
    }
}

/// `tcgen` of `tcgen/0.1.0 (+https://…)`.
fn product_token(user_agent: &str) -> &str {
    user_agent.split(['/', ' ']).next().unwrap_or_default()
}

fn redirect_of(reply: &HttpReply) -> Option<&str> {
    let redirects = matches!(reply.status, 301 | 302 | 303 | 307 | 308);
    reply.location.as_deref().filter(|_| redirects)
}

/// Whether the answer means "later", and how much later.
fn busy(reply: &HttpReply, clock: &dyn Clock) -> Option<(Problem, Option<Duration>)> {
    let asked = reply.retry_after.as_deref().and_then(|text| retry_after(text, clock));
    match reply.status {
        429 => Some((Problem::Throttled(asked), asked)),
        503 if asked.is_some() => Some((Problem::Throttled(asked), asked)),
        500 | 502 | 503 | 504 => Some((Problem::Status(reply.status), asked)),
        _ => None,
    }
}

/// Seconds or a date (RFC 9110, 10.2.3).
fn retry_after(text: &str, clock: &dyn Clock) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(date.duration_since(clock.now())).unwrap_or_default())
}
