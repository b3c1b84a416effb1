//! Unpacks bodies, chunk by chunk and never beyond a limit.

use std::io::Write;

use bytes::Bytes;
use flate2::write::GzDecoder;
use http::HeaderMap;

use super::body::too_large;
use crate::runtime::error::TransportError;

/// Unpacks what `Content-Encoding` says is packed.
pub(crate) struct Unpacker {
    decoder: Option<GzDecoder<Bounded>>,
}

/// What one chunk unpacks to; full when it is larger than the limit.
struct Bounded {
    out: Vec<u8>,
    limit: usize,
    overflow: bool,
}

impl Write for Bounded {
    fn write(&mut self, packed: &[u8]) -> std::io::Result<usize> {
        if self.out.len() + packed.len() > self.limit {
            self.overflow = true;
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.out.extend_from_slice(packed);
        Ok(packed.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Unpacker {
    /// For an answer with these headers; each chunk may unpack to `limit` bytes.
    ///
    /// # Errors
    /// When the body is packed in a way that was not asked for.
    pub(crate) fn new(headers: &HeaderMap, limit: usize) -> Result<Self, TransportError> {
        let encoding = headers.get(http::header::CONTENT_ENCODING);
        let encoding = encoding.and_then(|value| value.to_str().ok()).unwrap_or("identity");
        let encoding = encoding.trim();
        let is = |name: &str| encoding.eq_ignore_ascii_case(name);
        if encoding.is_empty() || is("identity") {
            return Ok(Self { decoder: None });
        }
        if is("gzip") || is("x-gzip") {
            let bounded = Bounded { out: Vec::new(), limit, overflow: false };
            return Ok(Self { decoder: Some(GzDecoder::new(bounded)) });
        }
        let problem = format!("the answer is packed as {encoding:?}, which was not asked for");
        Err(TransportError::unusable(problem))
    }

    /// What this chunk unpacks to.
    ///
    /// # Errors
    /// When it is broken, or larger than the limit.
    pub(crate) fn chunk(&mut self, chunk: Bytes) -> Result<Bytes, TransportError> {
        let Some(decoder) = &mut self.decoder else { return Ok(chunk) };
        let written = decoder.write_all(&chunk).and_then(|()| decoder.flush());
        let bounded = decoder.get_mut();
        if bounded.overflow {
            return Err(too_large(bounded.limit));
        }
        match written {
            Ok(()) => Ok(std::mem::take(&mut bounded.out).into()),
            Err(error) => {
                Err(TransportError::maybe_sent("the answer cannot be unpacked").caused_by(error))
            }
        }
    }

    /// Whether the packed body came to its end; what is left of it.
    ///
    /// # Errors
    /// When it was cut.
    pub(crate) fn finish(&mut self) -> Result<Bytes, TransportError> {
        let Some(mut decoder) = self.decoder.take() else { return Ok(Bytes::new()) };
        match decoder.try_finish() {
            Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().out).into()),
            Err(error) => {
                Err(TransportError::maybe_sent("the packed answer was cut").caused_by(error))
            }
        }
    }

    /// Unpacks a whole body.
    ///
    /// # Errors
    /// When it is broken, cut, or larger than the limit.
    pub(crate) fn whole(mut self, body: Bytes) -> Result<Bytes, TransportError> {
        if self.decoder.is_none() || body.is_empty() {
            return Ok(body);
        }
        let unpacked = self.chunk(body)?;
        let rest = self.finish()?;
        Ok(if rest.is_empty() { unpacked } else { [unpacked, rest].concat().into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use http::HeaderValue;

    fn packed(text: &[u8]) -> Bytes {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap().into()
    }

    fn unpacker(encoding: &'static str, limit: usize) -> Result<Unpacker, TransportError> {
        let mut headers = HeaderMap::new();
        headers.insert("content-encoding", HeaderValue::from_static(encoding));
        Unpacker::new(&headers, limit)
    }

    #[test]
    fn a_packed_body_is_unpacked_and_another_left_alone() {
        let text = br#"{"Response":{}}"#;
        assert_eq!(unpacker("gzip", 100).unwrap().whole(packed(text)).unwrap(), &text[..]);
        let plain = Bytes::from_static(text);
        assert_eq!(unpacker("identity", 100).unwrap().whole(plain.clone()).unwrap(), plain);
        assert!(unpacker("br", 100).is_err());
    }

    #[test]
    fn a_small_body_that_unpacks_to_a_huge_one_is_refused() {
        let bomb = packed(&vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        let error = unpacker("gzip", 1_000_000).unwrap().whole(bomb).unwrap_err();
        assert!(error.message().contains("larger than 1000000 bytes"), "{error}");
    }

    #[test]
    fn a_cut_or_broken_packed_body_is_an_error() {
        let whole = packed(b"some text that is long enough");
        assert!(unpacker("gzip", 100).unwrap().whole(whole.slice(..whole.len() - 9)).is_err());
        assert!(unpacker("gzip", 100).unwrap().whole(Bytes::from_static(b"no gzip")).is_err());
    }
}
