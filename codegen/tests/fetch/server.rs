//! A web server on loopback that answers as it is told, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How one request is answered.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Status, headers, body, as HTTP wants it.
    Reply(u16, Vec<(String, String)>, Vec<u8>),
    /// The same, but the connection closes after so many bytes of the body.
    Cut(Vec<u8>, usize),
    /// A body that does not end.
    Endless,
    /// Headers, then a body of one byte a while.
    Drip(Duration),
    /// Nothing for a while.
    Silent(Duration),
}

impl Answer {
    pub(crate) fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200, body).with("Content-Type", "text/html; charset=utf-8")
    }

    pub(crate) fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Reply(status, Vec::new(), body.into())
    }

    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::status(status, "moved").with("Location", location)
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Reply(_, headers, _) = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Default)]
struct ServerState {
    /// The answers of a path, in turn; the last one stays.
    answers: BTreeMap<String, Vec<Answer>>,
    asked: Vec<Asked>,
    /// The sites that somebody asked for through us as a proxy.
    tunnels: Vec<String>,
}

/// The server; it lives as long as the test process.
#[derive(Clone)]
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<ServerState>>,
}

impl Server {
    /// A server that knows nothing but an empty robots.txt.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), state: Arc::default() };
        server.answer("/robots.txt", Answer::status(404, "none"));
        let state = Arc::clone(&server.state);
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let state = Arc::clone(&state);
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sets the answer of a path.
    pub(crate) fn answer(&self, path: &str, answer: Answer) {
        self.answer_in_turn(path, vec![answer]);
    }

    /// Sets the answers of a path, in turn; the last one stays.
    pub(crate) fn answer_in_turn(&self, path: &str, answers: Vec<Answer>) {
        self.state.lock().unwrap().answers.insert(path.to_owned(), answers);
    }

    /// The requests so far, robots.txt left out, and forgets them.
    pub(crate) fn take_asked(&self) -> Vec<Asked> {
        let mut asked = std::mem::take(&mut self.state.lock().unwrap().asked);
        asked.retain(|asked| asked.path != "/robots.txt");
        asked
    }

    /// The sites that were asked for through this server as a proxy.
    pub(crate) fn tunnels(&self) -> Vec<String> {
        self.state.lock().unwrap().tunnels.clone()
    }

    /// The paths of the requests so far, and forgets them.
    pub(crate) fn take_paths(&self) -> Vec<String> {
        self.take_asked().into_iter().map(|asked| asked.path).collect()
    }
}

fn serve(stream: TcpStream, state: &Mutex<ServerState>) {
    // Headers and body are two writes, and the second must not wait for the first to arrive.
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut out = stream;
    while let Some(asked) = read_request(&mut reader) {
        // A proxy: what follows is meant for the site, and is answered here.
        if let Some(site) = asked.path.strip_prefix("CONNECT ") {
            state.lock().unwrap().tunnels.push(site.to_owned());
            if out.write_all(b"HTTP/1.1 200 OK\r\n\r\n").is_err() {
                return;
            }
            continue;
        }
        let answer = {
            let mut state = state.lock().unwrap();
            state.asked.push(asked.clone());
            match state.answers.get_mut(&asked.path) {
                Some(answers) if answers.len() > 1 => answers.remove(0),
                Some(answers) => answers[0].clone(),
                None => Answer::status(404, "not here"),
            }
        };
        if write_answer(&mut out, &asked, &answer).is_none() {
            return;
        }
    }
}

fn read_request(reader: &mut impl std::io::BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
    let mut words = line.split(' ');
    let (method, path) = (words.next()?, words.next()?);
    let path = if method == "CONNECT" { format!("CONNECT {path}") } else { path.to_owned() };
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    Some(Asked { path, headers })
}

/// Gives nothing when the connection is over.
fn write_answer(out: &mut impl Write, asked: &Asked, answer: &Answer) -> Option<()> {
    match answer {
        Answer::Reply(status, headers, body) => {
            let known = |name: &str| {
                headers.iter().find(|(found, _)| found == name).map(|(_, value)| value)
            };
            let etag = known("ETag");
            if *status == 200 && etag.is_some() && asked.headers.get("if-none-match") == etag {
                return head(out, 304, &[], 0);
            }
            head(out, *status, headers, body.len())?;
            out.write_all(body).ok()
        }
        Answer::Cut(body, at) => {
            head(out, 200, &[], body.len())?;
            out.write_all(&body[..*at]).ok()?;
            None
        }
        Answer::Endless => {
            out.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>").ok()?;
            loop {
                out.write_all(&[b'x'; 8_192]).ok()?;
            }
        }
        Answer::Drip(pause) => {
            head(out, 200, &[], 1_000_000)?;
            loop {
                out.write_all(b"x").ok()?;
                std::thread::sleep(*pause);
            }
        }
        Answer::Silent(time) => {
            std::thread::sleep(*time);
            None
        }
    }
}

fn head(
    out: &mut impl Write,
    status: u16,
    headers: &[(String, String)],
    length: usize,
) -> Option<()> {
    let mut text = format!("HTTP/1.1 {status} Any\r\nContent-Length: {length}\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    out.write_all(text.as_bytes()).ok()
}
