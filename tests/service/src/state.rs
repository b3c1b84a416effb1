//! What the double knows and remembers, behind one lock.

use std::collections::{BTreeMap, VecDeque};
use std::net::TcpStream;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::account::Account;
use crate::log::{Outcome, Seen};
use crate::offer::{Handler, Offer};
use crate::play::Play;
use crate::request::Request;
use crate::verify::verify;

#[derive(Default)]
pub(crate) struct ServiceState {
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) offers: BTreeMap<String, Offer>,
    /// Plain HTTP beside the calls: `GET /path`.
    pub(crate) routes: BTreeMap<String, Handler>,
    /// What the next requests of an action meet.
    pub(crate) scripts: BTreeMap<String, VecDeque<Play>>,
    /// How many of the next connections are reset before a byte is read.
    pub(crate) resets: usize,
    /// How far the clock of the service is ahead of the true one, in seconds.
    pub(crate) clock_offset: i64,
    pub(crate) log: Vec<Seen>,
    /// The connections that are open, by number.
    pub(crate) open: BTreeMap<u64, TcpStream>,
    pub(crate) opened: u64,
    pub(crate) requests: u64,
    pub(crate) stopping: bool,
}

/// What a request will meet.
pub(crate) enum Decision {
    Refuse(&'static str, String),
    Play(Box<Play>),
    Ask(Handler),
    NotFound,
}

impl ServiceState {
    /// The service's clock, in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(now.as_secs()).unwrap_or(i64::MAX) + self.clock_offset
    }

    /// What to do with a request, and the RequestId of its answer.
    pub(crate) fn decide(&mut self, request: &Request) -> (Decision, String) {
        self.requests += 1;
        let request_id = format!("00000000-0000-4000-8000-{:012}", self.requests);
        (self.decision(request), request_id)
    }

    fn decision(&mut self, request: &Request) -> Decision {
        if let Some(route) = self.routes.get(&format!("{} {}", request.method, request.path())) {
            return Decision::Ask(route.clone());
        }
        if request.path() != "/" {
            return Decision::NotFound;
        }
        if let Err((code, message)) = verify(self, request) {
            return Decision::Refuse(code, message);
        }
        let action = request.header("x-tc-action").unwrap_or_default();
        match self.scripts.get_mut(action).and_then(VecDeque::pop_front) {
            Some(play) => Decision::Play(Box::new(play)),
            None => match self.offers.get(action) {
                Some(offer) => Decision::Ask(offer.handler.clone()),
                None => Decision::NotFound,
            },
        }
    }

    pub(crate) fn remember(
        &mut self,
        request: Request,
        connection: u64,
        outcome: Outcome,
        request_id: String,
    ) {
        self.log.push(Seen { request, connection, outcome, request_id });
    }
}
