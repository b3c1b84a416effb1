//! Time as the service's answer tells it: how far the local clock is off, how long to wait.

use http::HeaderMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A number in a message that is further off than this is not the time of the service: other numbers
/// have ten digits, too, such as account ids. Clocks are off by hours, or by days.
const MOST_IN_MESSAGE: u64 = 7 * 86_400;

/// How many seconds the service's clock is ahead of the timestamp of the request that it refused as
/// expired: from the header `Date`, else from a time in the message. `None` when neither tells.
pub fn clock_skew(sent: u64, headers: &HeaderMap, message: &str) -> Option<i64> {
    let now = date_header(headers).or_else(|| time_in(message, sent))?;
    let skew = i64::try_from(now).ok()? - i64::try_from(sent).ok()?;
    // Within the five minutes that the service grants, the clock is not the cause.
    (skew.abs() > 60).then_some(skew)
}

fn date_header(headers: &HeaderMap) -> Option<u64> {
    let date = headers.get(http::header::DATE)?.to_str().ok()?;
    seconds(httpdate::parse_http_date(date).ok()?)
}

/// How long to wait before the next attempt, by the header `Retry-After`: in seconds, or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(value).ok()?.duration_since(now).ok()
}

fn seconds(time: SystemTime) -> Option<u64> {
    time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}

/// A time in seconds since 1970, not far from the one that was sent, and not that one itself.
fn time_in(message: &str, sent: u64) -> Option<u64> {
    message
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 10)
        .filter_map(|digits| digits.parse().ok())
        .find(|time: &u64| *time != sent && time.abs_diff(sent) <= MOST_IN_MESSAGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn the_date_header_tells_how_far_the_clock_is_off() {
        let mut headers = HeaderMap::new();
        headers.insert("date", HeaderValue::from_static("Mon, 25 Feb 2019 16:44:25 GMT"));
        assert_eq!(clock_skew(1_551_113_065 - 3_600, &headers, ""), Some(3_600));
        assert_eq!(clock_skew(1_551_113_065 + 7_200, &headers, ""), Some(-7_200));
        assert_eq!(clock_skew(1_551_113_065, &headers, ""), None);
    }

    #[test]
    fn a_pause_is_asked_for_in_seconds_or_by_date() {
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", HeaderValue::from_static(value));
            retry_after(&headers, UNIX_EPOCH + Duration::from_secs(1_551_113_065))
        };
        assert_eq!(asked("2"), Some(Duration::from_secs(2)));
        assert_eq!(asked("Mon, 25 Feb 2019 16:44:35 GMT"), Some(Duration::from_secs(10)));
        assert_eq!(asked("Mon, 25 Feb 2019 16:44:05 GMT"), None);
        assert_eq!(asked("soon"), None);
    }

    #[test]
    fn a_time_in_the_message_tells_it_where_no_header_does() {
        let message = "signature expired: timestamp 1551109465, server time 1551113065";
        assert_eq!(clock_skew(1_551_109_465, &HeaderMap::new(), message), Some(3_600));
        assert_eq!(clock_skew(1_551_109_465, &HeaderMap::new(), "expired"), None);
    }

    #[test]
    fn a_number_that_is_not_near_the_present_is_not_taken_for_the_time() {
        let message = "uin 3000000001 of 1000000001: signature expired";
        assert_eq!(clock_skew(1_551_109_465, &HeaderMap::new(), message), None);
    }
}
