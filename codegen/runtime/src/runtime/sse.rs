//! Takes `text/event-stream` apart, as the HTML standard says. No limit on a line but that of the
//! whole event. Lines that belong to no event are kept for a while: they may be an answer that is
//! not a stream at all.

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
    /// The values of `data:` so far.
    data: Vec<u8>,
    has_data: bool,
    first_line: bool,
    /// The last byte was a carriage return, which ended a line; a line feed behind it belongs to it.
    after_return: bool,
    /// Lines that belong to no event.
    stray: Vec<u8>,
    /// How much of them is kept: all before the first event, for it may be an answer that is not a stream.
    max_stray: usize,
    /// How many bytes an event may have.
    pub(crate) limit: usize,
}

/// So much of the lines that belong to no event is kept behind events.
const MAX_STRAY: usize = 64 * 1024;

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    /// The value of `event:`, empty where there is none.
    pub(crate) name: String,
    /// The value of the last `id:` of the stream, empty where there was none.
    pub(crate) id: String,
    /// The values of `data:`, joined by line breaks.
    pub(crate) data: Bytes,
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
            data: Vec::new(),
            has_data: false,
            first_line: true,
            after_return: false,
            stray: Vec::new(),
            max_stray: limit,
            limit,
        }
    }

    /// Adds bytes, cut anywhere.
    pub(crate) fn push(&mut self, bytes: &Bytes) -> Result<(), TooLarge> {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
        let held = self.data.len() + self.buffer.len();
        // A chunk may hold many small events besides the rest of a large one.
        if held > self.limit.saturating_add(bytes.len()) { Err(TooLarge) } else { Ok(()) }
    }

    /// The stream is over: an event whose blank line is missing is complete all the same.
    pub(crate) fn finish(&mut self) {
        self.buffer.extend_from_slice(b"\n\n");
    }

    /// What was sent besides events: lines that the standard says to ignore.
    pub(crate) fn take_stray(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.stray)
    }

    /// The next event that is complete.
    pub(crate) fn next(&mut self) -> Option<Event> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                let id = self.event.id.clone();
                let event = std::mem::replace(&mut self.event, Event { id, ..Event::default() });
                let data = std::mem::take(&mut self.data).into();
                if std::mem::take(&mut self.has_data) {
                    self.max_stray = MAX_STRAY;
                    return Some(Event { data, ..event });
                }
                continue;
            }
            self.field(&line);
        }
        None
    }

    /// The next complete line: up to a line feed, a carriage return, or both.
    fn line(&mut self) -> Option<Vec<u8>> {
        if self.after_return && self.searched < self.buffer.len() {
            self.after_return = false;
            if self.buffer.get(self.searched) == Some(&b'\n') {
                self.start += 1;
                self.searched += 1;
            }
        }
        let rest = self.buffer.get(self.searched..)?;
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + length;
        self.after_return = self.buffer.get(end) == Some(&b'\r');
        let mut line = self.buffer.get(self.start..end)?.to_vec();
        self.start = end + 1;
        self.searched = self.start;
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
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => self.event.name = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => {
                self.event.id = String::from_utf8_lossy(value).into_owned();
            }
            // Comments, and the time to reconnect, which is of no use here.
            b"" | b"id" | b"retry" => {}
            _ if self.stray.len() + line.len() < self.max_stray => {
                self.stray.extend_from_slice(line);
                self.stray.push(b'\n');
            }
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
        let text = |bytes: Bytes| String::from_utf8(bytes.to_vec()).unwrap();
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
    fn a_carriage_return_ends_a_line_before_the_next_byte_comes() {
        let mut events = Events::new(1_000);
        events.push(&Bytes::from_static(b"data: a\r\r")).unwrap();
        assert_eq!(events.next().unwrap().data, "a");
        events.push(&Bytes::from_static(b"\ndata: b\r\n\r\n")).unwrap();
        assert_eq!(events.next().unwrap().data, "b");
        assert_eq!(events.next(), None);
    }

    #[test]
    fn an_id_stays_until_the_next_one_and_other_lines_are_kept_apart() {
        let mut events = Events::new(1_000);
        let text = "id: 7\ndata: a\n\ndata: b\n\n: beat\nretry: 3\n{\"Response\":\n oops\n";
        events.push(&Bytes::from_static(text.as_bytes())).unwrap();
        let ids: Vec<_> = std::iter::from_fn(|| events.next()).map(|event| event.id).collect();
        assert_eq!(ids, ["7", "7"]);
        assert_eq!(events.take_stray(), b"{\"Response\":\n oops\n");
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
