//! A service on loopback that reads raw bytes, and checks signatures on its own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

pub const SECRET_ID: &str = "AKIDloopback";
pub const SECRET_KEY: &str = "loopback-secret-key";

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Which request of the server this is, from 0.
    pub index: usize,
    /// Which connection it came on, from 0.
    pub connection: usize,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What the server does with a request.
pub enum Reaction {
    /// Answers 200 with JSON.
    Json(Json),
    /// Answers with status, headers and body.
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Answers like [`Reaction::Json`], and then closes the connection without having said so.
    JsonThenClose(Json),
    /// Closes the connection without an answer.
    Close,
    /// Sends this and closes.
    Cut(Vec<u8>),
    /// Sends these, with a pause before each, and closes.
    Slow(Vec<(Duration, Vec<u8>)>),
}

pub struct Server {
    pub address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts a server that reacts to each request on its own thread a connection.
    pub fn start(react: impl Fn(&Received) -> Reaction + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let react = Arc::new(react);
        let count = Arc::new(AtomicUsize::new(0));
        let log = received.clone();
        std::thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (react, log, count) = (react.clone(), log.clone(), count.clone());
                std::thread::spawn(move || {
                    let Ok(stream) = stream else { return };
                    let _ = serve(stream, connection, &*react, &log, &count);
                });
            }
        });
        Self { address, received }
    }

    /// A service that checks the signature, and then answers by this function.
    pub fn checking(answer: impl Fn(&Received) -> Json + Send + Sync + 'static) -> Self {
        Self::start(move |request| {
            Reaction::Json(match check_signature(request) {
                Ok(()) => answer(request),
                Err(code) => error(code),
            })
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// A response with these members and a RequestId.
pub fn response(mut members: Json) -> Json {
    members["RequestId"] = "req-1".into();
    json!({ "Response": members })
}

/// An error of the service.
pub fn error(code: &str) -> Json {
    response(json!({ "Error": { "Code": code, "Message": format!("{code} happened") } }))
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    react: &(impl Fn(&Received) -> Reaction + ?Sized),
    log: &Mutex<Vec<Received>>,
    count: &AtomicUsize,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    while let Some(mut request) = read_request(&mut stream, &mut buffer)? {
        request.index = count.fetch_add(1, Ordering::SeqCst);
        request.connection = connection;
        log.lock().unwrap().push(request.clone());
        match react(&request) {
            Reaction::Json(json) => write_json(&mut stream, &json)?,
            Reaction::JsonThenClose(json) => {
                write_json(&mut stream, &json)?;
                return Ok(());
            }
            Reaction::Answer(status, headers, body) => {
                write_answer(&mut stream, status, &headers, &body)?;
            }
            Reaction::Close => return Ok(()),
            Reaction::Cut(bytes) => return stream.write_all(&bytes),
            Reaction::Slow(pieces) => {
                for (pause, piece) in pieces {
                    std::thread::sleep(pause);
                    stream.write_all(&piece)?;
                }
                return Ok(());
            }
        }
    }
    Ok(())
}

fn write_json(stream: &mut TcpStream, json: &Json) -> std::io::Result<()> {
    let headers = [("Content-Type", "application/json".to_owned())];
    write_answer(stream, 200, &headers, json.to_string().as_bytes())
}

fn write_answer(
    stream: &mut TcpStream,
    status: u16,
    headers: &[(&'static str, String)],
    body: &[u8],
) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    stream.write_all(&[head.as_bytes(), body].concat())
}

fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Option<Received>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if !read_more(stream, buffer)? {
            return Ok(None);
        }
    };
    let head = String::from_utf8(buffer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let method = first.next().unwrap().to_owned();
    let target = first.next().unwrap().to_owned();
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    let start = end + 4;
    while buffer.len() < start + length {
        if !read_more(stream, buffer)? {
            return Ok(None);
        }
    }
    let body = buffer[start..start + length].to_vec();
    buffer.drain(..start + length);
    Ok(Some(Received { method, target, headers, body, index: 0, connection: 0 }))
}

fn read_more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<bool> {
    let mut chunk = [0; 16 * 1024];
    let length = stream.read(&mut chunk)?;
    buffer.extend_from_slice(&chunk[..length]);
    Ok(length > 0)
}

/// The error code that the service would answer to this signature.
pub fn check_signature(request: &Received) -> Result<(), &'static str> {
    check_signature_with(request, SECRET_ID, SECRET_KEY)
}

/// As [`check_signature`], for these keys; written after the documentation, not after the client.
pub fn check_signature_with(request: &Received, id: &str, key: &str) -> Result<(), &'static str> {
    let header = |name: &str| request.header(name).ok_or("InvalidParameter");
    let authorization = header("Authorization")?;
    let rest =
        authorization.strip_prefix("TC3-HMAC-SHA256 ").ok_or("AuthFailure.InvalidAuthorization")?;
    let part = |name: &str| {
        let found = rest.split(", ").find_map(|part| part.strip_prefix(name));
        found.ok_or("AuthFailure.InvalidAuthorization")
    };
    let scope: Vec<&str> = part("Credential=")?.split('/').collect();
    let [given_id, date, service, "tc3_request"] = scope[..] else {
        return Err("AuthFailure.InvalidAuthorization");
    };
    if given_id != id {
        return Err("AuthFailure.SecretIdNotFound");
    }
    let timestamp = header("X-TC-Timestamp")?;
    let seconds: u64 = timestamp.parse().map_err(|_| "InvalidParameter")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    if now.abs_diff(seconds) > 300 {
        return Err("AuthFailure.SignatureExpire");
    }
    let signed = part("SignedHeaders=")?;
    let canonical_headers: String = signed
        .split(';')
        .map(|name| format!("{name}:{}\n", request.header(name).unwrap()))
        .collect();
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let hash = |bytes: &[u8]| hex(&Sha256::digest(bytes));
    let payload = match request.header("X-TC-Content-SHA256") {
        Some("UNSIGNED-PAYLOAD") => hash(b"UNSIGNED-PAYLOAD"),
        _ => hash(&request.body),
    };
    let canonical =
        format!("{}\n{path}\n{query}\n{canonical_headers}\n{signed}\n{payload}", request.method);
    let text = format!(
        "TC3-HMAC-SHA256\n{timestamp}\n{date}/{service}/tc3_request\n{}",
        hash(canonical.as_bytes())
    );
    let mac = |key: &[u8], text: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let key = mac(format!("TC3{key}").as_bytes(), date);
    let key = mac(&mac(&key, service), "tc3_request");
    if hex(&mac(&key, &text)) == part("Signature=")? {
        Ok(())
    } else {
        Err("AuthFailure.SignatureFailure")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
