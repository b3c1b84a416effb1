//! An answer on its way out.

use std::time::Duration;

use super::answer::Event;

/// An answer, ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) content: Content,
    pub(super) request_id: String,
    /// How long it is held back.
    pub(super) delay: Duration,
    /// Whether the connection ends in the middle of it.
    pub(super) cut: bool,
    /// The time of the service, where it is not that of this machine.
    pub(super) clock: i64,
    /// What is said of the request in the log.
    pub(super) log: LogEntry,
}

/// What an answer holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// JSON; its content type has no charset, because the official SDKs insist on that.
    Json(String),
    /// HTML, as a gateway writes it when there is no service behind it.
    Html(String),
    /// The events of a stream.
    Events(Vec<Event>),
}

/// What is said of a request in the log: names from the documentation, codes and numbers, nothing
/// that the caller wrote.
#[derive(Clone, Debug, Default)]
pub(super) struct LogEntry {
    pub(super) product: String,
    pub(super) version: String,
    pub(super) action: String,
    /// The error code; empty for a success.
    pub(super) code: String,
    /// Whether the message is in words of the mock's own.
    pub(super) own_words: bool,
}

impl Reply {
    /// JSON with status 200.
    pub(super) fn json(text: String, request_id: String) -> Self {
        Self {
            status: 200,
            content: Content::Json(text),
            request_id,
            delay: Duration::ZERO,
            cut: false,
            clock: 0,
            log: LogEntry::default(),
        }
    }

    /// The line of the log.
    pub(super) fn log_line(&self, took: Duration) -> String {
        let LogEntry { product, version, action, code, own_words } = &self.log;
        let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let note = if *own_words { " (message: own words)" } else { "" };
        format!(
            "{} {} {} {} {} {:.1}ms {}{note}",
            or_dash(product),
            or_dash(version),
            or_dash(action),
            self.status,
            if code.is_empty() { "ok" } else { code },
            took.as_secs_f64() * 1000.0,
            self.request_id,
        )
    }
}
