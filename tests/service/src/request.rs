//! One HTTP/1.1 request, read from a socket byte by byte.
//!
//! In: anything that reads. Out: [`Request`], with the raw bytes beside what they say.
//!
//! Invariant: `raw` holds exactly the bytes received, chunk sizes included.

use std::io::{self, BufRead, Read};

use serde_json::Value as Json;

/// The longest head that is read; a client under test has no reason for more.
const MAX_HEAD: usize = 64 * 1024;
/// The longest body that is read: above the documented 10 MB, so that the limit can be checked.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Every byte received.
    pub raw: Vec<u8>,
    /// `POST`.
    pub method: String,
    /// What is behind the method: path and query, not decoded.
    pub target: String,
    /// Names and values in the order and the case sent; values without the space around them.
    pub headers: Vec<(String, String)>,
    /// The body, with a chunked one joined.
    pub body: Vec<u8>,
}

impl Request {
    /// The first header of that name, in whatever case it was sent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| &**v)
    }

    /// The target up to the question mark.
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(&*self.target, |(path, _)| path)
    }

    /// The target behind the question mark, as sent.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The body as JSON; null where it is not JSON.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or(Json::Null)
    }

    /// Whether the client asks to end the connection behind this request.
    pub fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// Reads one request; `None` where the client closed the connection between two.
///
/// # Errors
/// When the connection breaks or the bytes are not a request.
pub(crate) fn read_request(input: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut request = Request::default();
    if !read_head(input, &mut request)? {
        return Ok(None);
    }
    let chunked = request
        .header("transfer-encoding")
        .is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    if chunked {
        read_chunks(input, &mut request)?;
    } else if let Some(length) = request.header("content-length") {
        let length = length.parse().map_err(|_| broken("content-length is not a number"))?;
        read_exactly(input, &mut request, length)?;
    }
    Ok(Some(request))
}

fn read_head(input: &mut impl BufRead, request: &mut Request) -> io::Result<bool> {
    let first = read_line(input, &mut request.raw)?;
    if first.is_empty() {
        return Ok(false);
    }
    let mut words = first.trim_end().split(' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(method), Some(target), Some("HTTP/1.1"), None) => {
            method.clone_into(&mut request.method);
            target.clone_into(&mut request.target);
        }
        _ => return Err(broken("the first line is not a HTTP/1.1 request line")),
    }
    loop {
        let line = read_line(input, &mut request.raw)?;
        if line == "\r\n" {
            return Ok(true);
        }
        let line = line.strip_suffix("\r\n").ok_or_else(|| broken("a header line has no end"))?;
        let (name, value) = line.split_once(':').ok_or_else(|| broken("a header has no colon"))?;
        request.headers.push((name.to_owned(), value.trim().to_owned()));
    }
}

fn read_line(input: &mut impl BufRead, raw: &mut Vec<u8>) -> io::Result<String> {
    let start = raw.len();
    let room = MAX_HEAD.saturating_sub(start) as u64;
    input.by_ref().take(room).read_until(b'\n', raw)?;
    if raw.len() >= MAX_HEAD {
        return Err(broken("the head is too long"));
    }
    let line = raw.get(start..).unwrap_or_default();
    String::from_utf8(line.to_vec()).map_err(|_| broken("the head is not UTF-8"))
}

fn read_chunks(input: &mut impl BufRead, request: &mut Request) -> io::Result<()> {
    loop {
        let mut line = Vec::new();
        input.by_ref().take(64).read_until(b'\n', &mut line)?;
        request.raw.extend_from_slice(&line);
        let text = String::from_utf8_lossy(&line);
        let size = usize::from_str_radix(text.trim_end(), 16)
            .map_err(|_| broken("a chunk has no size"))?;
        read_exactly(input, request, size)?;
        let mut end = [0; 2];
        input.read_exact(&mut end)?;
        request.raw.extend_from_slice(&end);
        if size == 0 {
            return Ok(());
        }
    }
}

fn read_exactly(input: &mut impl BufRead, request: &mut Request, length: usize) -> io::Result<()> {
    if request.body.len().saturating_add(length) > MAX_BODY {
        return Err(broken("the body is too long"));
    }
    let start = request.body.len();
    input.by_ref().take(length as u64).read_to_end(&mut request.body)?;
    let read = request.body.get(start..).unwrap_or_default();
    if read.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    request.raw.extend_from_slice(read);
    Ok(())
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> io::Result<Option<Request>> {
        read_request(&mut text.as_bytes())
    }

    #[test]
    fn a_body_with_a_length_and_a_chunked_one_read_alike() {
        let plain = read("POST /a?b=%20c HTTP/1.1\r\nHost: h\r\ncontent-length:  5\r\n\r\nhello");
        let plain = plain.unwrap().unwrap();
        let chunked =
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
        let read_chunked = read(chunked).unwrap().unwrap();
        assert_eq!(plain.body, read_chunked.body);
        assert_eq!((plain.path(), plain.query()), ("/a", "b=%20c"));
        assert_eq!(plain.header("CONTENT-LENGTH"), Some("5"));
        assert_eq!(read_chunked.raw, chunked.as_bytes());
    }

    #[test]
    fn the_end_between_requests_is_no_error_and_the_end_inside_one_is() {
        assert!(read("").unwrap().is_none());
        for cut in ["POST / HTTP/1.1\r\nHost", "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nhel"] {
            assert!(read(cut).is_err(), "{cut:?}");
        }
    }

    #[test]
    fn two_requests_on_one_connection_stay_apart() {
        let mut input = &b"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"[..];
        assert_eq!(read_request(&mut input).unwrap().unwrap().target, "/1");
        assert_eq!(read_request(&mut input).unwrap().unwrap().target, "/2");
        assert!(read_request(&mut input).unwrap().is_none());
    }
}
