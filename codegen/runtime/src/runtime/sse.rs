//! Takes `text/event-stream` apart. No limit on a line but that of the whole event.

use bytes::Bytes;

/// Gathers bytes, and gives out events.
#[derive(Debug)]
pub(crate) struct Events {
    buffer: Vec<u8>,
    /// Where in the buffer the search for the end of a line goes on.
    searched: usize,
    /// Where in the buffer the next line begins.
    start: usize,
    event: Event,
    has_data: bool,
    first_line: bool,
    limit: usize,
}

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    /// The value of `event:`, empty where there is none.
    pub(crate) name: String,
    /// The values of `data:`, joined by line breaks.
    pub(crate) data: Vec<u8>,
}

/// The event is larger than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Events {
    /// No bytes yet; each event may have so many.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            searched: 0,
            start: 0,
            event: Event::default(),
            has_data: false,
            first_line: true,
            limit,
        }
    }

    /// Adds bytes, cut anywhere.
    pub(crate) fn push(&mut self, bytes: &Bytes) -> Result<(), TooLarge> {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
        let held = self.event.data.len() + self.buffer.len();
        // A chunk may hold many small events besides the rest of a large one.
        if held > self.limit.saturating_add(bytes.len()) { Err(TooLarge) } else { Ok(()) }
    }

    /// The stream is over: an event whose blank line is missing is complete all the same.
    pub(crate) fn finish(&mut self) {
        self.buffer.extend_from_slice(b"\n\n");
    }

    /// The next event that is complete.
    pub(crate) fn next(&mut self) -> Option<Event> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                let event = std::mem::take(&mut self.event);
                if std::mem::take(&mut self.has_data) {
                    return Some(event);
                }
                continue;
            }
            self.field(&line);
        }
        None
    }

    /// The next complete line: up to a line feed, a carriage return, or both.
    fn line(&mut self) -> Option<Vec<u8>> {
        let rest = self.buffer.get(self.searched..)?;
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + length;
        let behind = match (self.buffer.get(end), self.buffer.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            // A line feed may follow with the next bytes.
            (Some(b'\r'), None) => {
                self.searched = end;
                return None;
            }
            _ => end + 1,
        };
        let mut line = self.buffer.get(self.start..end)?.to_vec();
        self.start = behind;
        self.searched = behind;
        if std::mem::take(&mut self.first_line) && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        Some(line)
    }

    fn field(&mut self, line: &[u8]) {
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            None => (line, &b""[..]),
            Some(colon) => {
                let (name, value) = line.split_at(colon);
                let value = value.get(1..).unwrap_or_default();
                (name, value.strip_prefix(b" ").unwrap_or(value))
            }
        };
        match name {
            b"data" => {
                if self.has_data {
                    self.event.data.push(b'\n');
                }
                self.event.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => self.event.name = String::from_utf8_lossy(value).into_owned(),
            // Comments, ids and the time to reconnect are of no use here.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(chunks: &[&[u8]]) -> Vec<(String, String)> {
        let mut events = Events::new(1_000);
        let mut found = Vec::new();
        for chunk in chunks {
            events.push(&Bytes::copy_from_slice(chunk)).unwrap();
            found.extend(std::iter::from_fn(|| events.next()));
        }
        events.finish();
        found.extend(std::iter::from_fn(|| events.next()));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        found.into_iter().map(|event| (event.name, text(event.data))).collect()
    }

    #[test]
    fn events_come_out_the_same_wherever_the_bytes_are_cut() {
        let stream = "\u{feff}: hi\r\ndata: {\"a\":\"典\"}\r\n\r\nevent: error\nid: 1\ndata:x\ndata: y\n\n\n\
                      event: none\n\rdata\r\rdata: end";
        let pair = |name: &str, data: &str| (name.to_owned(), data.to_owned());
        let expected =
            vec![pair("", "{\"a\":\"典\"}"), pair("error", "x\ny"), pair("", ""), pair("", "end")];
        assert_eq!(events(&[stream.as_bytes()]), expected);
        for cut in 1..stream.len() {
            let (left, right) = stream.as_bytes().split_at(cut);
            assert_eq!(events(&[left, right]), expected, "cut at {cut}");
        }
        let single: Vec<&[u8]> = stream.as_bytes().chunks(1).collect();
        assert_eq!(events(&single), expected);
    }

    #[test]
    fn a_line_may_be_long_and_an_event_not_endless() {
        let mut events = Events::new(1_000_000);
        let chunk = Bytes::from(vec![b'x'; 100_000]);
        let too_large = (0..100).find(|_| events.push(&chunk).is_err());
        assert_eq!(too_large, Some(11));
        assert_eq!(events.next(), None);
    }
}
