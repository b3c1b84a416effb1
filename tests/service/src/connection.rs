//! One connection of a client, from its first byte to its end.

use std::io::{self, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use socket2::SockRef;

use crate::answer::Answer;
use crate::log::Outcome;
use crate::play::Play;
use crate::request::{Request, read_request};
use crate::service::Shared;
use crate::signature::day;
use crate::state::Decision;

/// What becomes of the connection behind a request.
#[derive(PartialEq, Eq)]
enum Next {
    Keep,
    Close,
    /// Reset as soon as another request comes.
    ResetLater,
}

/// Serves a connection until one side ends it.
pub(crate) fn serve(shared: &Arc<Shared>, stream: &TcpStream, number: u64) {
    let mut input = BufReader::new(stream);
    while let Ok(Some(request)) = read_request(&mut input) {
        let closes = request.closes();
        let play = meet(shared, request, number);
        match run(shared, stream, play) {
            Ok(Next::Keep) if !closes => {}
            Ok(Next::ResetLater) => return reset_when_readable(stream),
            _ => break,
        }
    }
}

/// Waits for a byte, does not read it, and resets the connection.
pub(crate) fn reset_when_readable(stream: &TcpStream) {
    if stream.peek(&mut [0]).is_ok_and(|bytes| bytes > 0) {
        reset(stream);
    }
}

/// Makes the close that follows a reset.
fn reset(stream: &TcpStream) {
    SockRef::from(stream).set_linger(Some(Duration::ZERO)).expect("a socket takes the option");
}

/// Decides, and writes the request into the log before anything is sent.
fn meet(shared: &Shared, request: Request, number: u64) -> Play {
    let (decision, id) = shared.lock().decide(&request);
    let (play, outcome) = match decision {
        Decision::Refuse(code, message) => {
            let play = Answer::error(code, &message, &id).into();
            (play, Outcome::Refused(code.to_owned()))
        }
        Decision::Play(play) => (*play, Outcome::Executed),
        Decision::Ask(handler) => (handler(&request, &id), Outcome::Executed),
        Decision::NotFound => (Answer::html(404).refusing().into(), Outcome::NotExecuted),
    };
    let outcome = match outcome {
        Outcome::Executed if !play.executes() => Outcome::NotExecuted,
        outcome => outcome,
    };
    shared.lock().remember(request, number, outcome, id);
    play
}

fn run(shared: &Shared, stream: &TcpStream, play: Play) -> io::Result<Next> {
    let date = http_date(shared.lock().now());
    let mut out = stream;
    match play {
        Play::Answer(answer) => answer.write(&date, &mut out).map(|()| Next::Keep),
        Play::AnswerAndClose(answer) => answer.write(&date, &mut out).map(|()| Next::Close),
        Play::AnswerThenResetNext(answer) => {
            answer.write(&date, &mut out).map(|()| Next::ResetLater)
        }
        Play::ResetAfterExecuting => {
            reset(stream);
            Ok(Next::Close)
        }
        Play::CloseAfterExecuting => Ok(Next::Close),
        Play::Cut(answer, length) => {
            out.write_all(&answer.head(&date))?;
            let body = answer.packets().concat();
            out.write_all(body.get(..length).unwrap_or(&body))?;
            Ok(Next::Close)
        }
        Play::Slow(answer, pause) => {
            out.write_all(&answer.head(&date))?;
            for packet in answer.packets() {
                thread::sleep(pause);
                out.write_all(&packet)?;
            }
            Ok(Next::Keep)
        }
        Play::Late(answer, pause) => {
            thread::sleep(pause);
            answer.write(&date, &mut out).map(|()| Next::Keep)
        }
        Play::Silence => {
            out.read_to_end(&mut Vec::new())?;
            Ok(Next::Close)
        }
    }
}

/// `Thu, 01 Jan 1970 00:00:00 GMT`.
fn http_date(seconds: i64) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = WEEKDAYS.iter().cycle().nth(to_index(seconds.div_euclid(86_400) % 7));
    let date = day(seconds);
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse().ok()).unwrap_or(1_usize);
    let time = seconds.rem_euclid(86_400);
    format!(
        "{}, {} {} {} {:02}:{:02}:{:02} GMT",
        weekday.copied().unwrap_or_default(),
        day.unwrap_or_default(),
        MONTHS.iter().cycle().nth(month.saturating_sub(1)).copied().unwrap_or_default(),
        year.unwrap_or_default(),
        time / 3600,
        time / 60 % 60,
        time % 60,
    )
}

fn to_index(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_http() {
        assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
