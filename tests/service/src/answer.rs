//! What the double says.
//!
//! An [`Answer`] is a status, headers, and a body in packets; how the packets reach the client is
//! the matter of [`Play`](crate::Play).

use std::io::{self, Write};

use serde_json::{Value as Json, json};

/// How the end of a body is told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Framing {
    /// `Content-Length`.
    Length,
    /// `Transfer-Encoding: chunked`, one chunk a packet.
    Chunked,
    /// A `Content-Length` that is not the true one.
    Claimed(u64),
}

/// A response to send.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    packets: Vec<Vec<u8>>,
    framing: Framing,
    refusal: bool,
}

impl Answer {
    /// Any status and body.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".into(), content_type.into())],
            packets: vec![body.into()],
            framing: Framing::Length,
            refusal: false,
        }
    }

    /// A whole `{"Response": …}`, as the examples of a page show it.
    pub fn json(body: &Json) -> Self {
        Self::new(200, "application/json", body.to_string())
    }

    /// A success: these members and the RequestId.
    pub fn success(mut members: Json, request_id: &str) -> Self {
        if let Some(members) = members.as_object_mut() {
            members.insert("RequestId".into(), request_id.into());
        }
        Self::json(&json!({ "Response": members })).header("X-TC-RequestId", request_id)
    }

    /// An error of the service, which comes as HTTP 200. The action was not carried out.
    pub fn error(code: &str, message: &str, request_id: &str) -> Self {
        let error = json!({ "Error": { "Code": code, "Message": message } });
        Self { refusal: true, ..Self::success(error, request_id) }
    }

    /// A page of a gateway that is before the service.
    pub fn html(status: u16) -> Self {
        Self::new(status, "text/html", "<html><body><h1>not the service</h1></body></html>")
    }

    /// A stream of events, one packet each as given: split where you want to be mean.
    pub fn events<P: Into<Vec<u8>>>(packets: impl IntoIterator<Item = P>) -> Self {
        Self {
            packets: packets.into_iter().map(Into::into).collect(),
            framing: Framing::Chunked,
            ..Self::new(200, "text/event-stream", "")
        }
    }

    /// Adds a header, or takes the place of the one with this name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Cuts the body into packets of this many bytes, each a chunk.
    #[must_use]
    pub fn in_packets(mut self, size: usize) -> Self {
        let body = self.packets.concat();
        self.packets = body.chunks(size).map(<[u8]>::to_vec).collect();
        self.framing = Framing::Chunked;
        self
    }

    /// Says another length than the body has.
    #[must_use]
    pub fn claiming(mut self, length: u64) -> Self {
        self.framing = Framing::Claimed(length);
        self
    }

    /// Packs the body with gzip.
    #[must_use]
    pub fn gzip(mut self) -> Self {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for packet in &self.packets {
            encoder.write_all(packet).expect("a vector takes everything");
        }
        self.packets = vec![encoder.finish().expect("a vector takes everything")];
        self.header("Content-Encoding", "gzip")
    }

    /// The action was not carried out: a gateway refused, or the service throttled.
    #[must_use]
    pub fn refusing(mut self) -> Self {
        self.refusal = true;
        self
    }

    /// Whether the action was carried out.
    pub(crate) fn executes(&self) -> bool {
        !self.refusal
    }

    /// The bytes up to the body.
    pub(crate) fn head(&self, date: &str) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Said\r\n", self.status);
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("date")) {
            head = format!("{head}Date: {date}\r\n");
        }
        for (name, value) in &self.headers {
            head = format!("{head}{name}: {value}\r\n");
        }
        let length = self.packets.iter().map(Vec::len).sum::<usize>();
        let framing = match self.framing {
            Framing::Length => format!("Content-Length: {length}\r\n\r\n"),
            Framing::Claimed(length) => format!("Content-Length: {length}\r\n\r\n"),
            Framing::Chunked => "Transfer-Encoding: chunked\r\n\r\n".into(),
        };
        (head + &framing).into_bytes()
    }

    /// The body as it goes over the wire, in packets; the last one of a chunked body ends it.
    pub(crate) fn packets(&self) -> Vec<Vec<u8>> {
        if self.framing != Framing::Chunked {
            return self.packets.clone();
        }
        let full = self.packets.iter().filter(|packet| !packet.is_empty());
        let mut packets: Vec<_> = full.map(|packet| chunk(packet)).collect();
        packets.push(b"0\r\n\r\n".to_vec());
        packets
    }

    /// Writes the whole answer.
    pub(crate) fn write(&self, date: &str, out: &mut impl Write) -> io::Result<()> {
        let mut bytes = self.head(date);
        let packets = self.packets();
        if packets.len() == 1 {
            bytes.extend(packets.concat());
            return out.write_all(&bytes);
        }
        out.write_all(&bytes)?;
        packets.iter().try_for_each(|packet| out.write_all(packet))
    }
}

fn chunk(packet: &[u8]) -> Vec<u8> {
    let mut chunk = format!("{:x}\r\n", packet.len()).into_bytes();
    chunk.extend_from_slice(packet);
    chunk.extend_from_slice(b"\r\n");
    chunk
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(answer: &Answer) -> String {
        let mut out = Vec::new();
        answer.write("Thu, 01 Jan 1970 00:00:00 GMT", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_error_comes_as_status_200_with_its_request_id() {
        let text = written(&Answer::error("FailedOperation", "no", "r-1"));
        assert!(text.starts_with("HTTP/1.1 200 "), "{text}");
        assert!(text.contains("X-TC-RequestId: r-1\r\n"), "{text}");
        let body =
            r#"{"Response":{"Error":{"Code":"FailedOperation","Message":"no"},"RequestId":"r-1"}}"#;
        assert!(text.ends_with(&format!("Content-Length: {}\r\n\r\n{body}", body.len())), "{text}");
    }

    #[test]
    fn packets_become_chunks_that_end() {
        let text = written(&Answer::new(200, "text/plain", "abcde").in_packets(2));
        assert!(text.ends_with("\r\n\r\n2\r\nab\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n"), "{text}");
    }
}
