//! How much memory a large file takes on its way: alone in its process, which is what is measured.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use tencentcloud_runtime::runtime::wire::{Members, Visitor};
use tencentcloud_runtime::{Action, Client, Credential, JsonObject, Request, Response, blocking};

/// 60 MB of a file, as base64.
const SIZE: usize = 60_000_000 / 3 * 4;

/// The upload of an action with a host of its own, whose limit is not that of the common gateway.
struct Upload {
    file_body: String,
}

impl Members for Upload {
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("FileBody", &self.file_body);
    }
}

#[derive(Default)]
struct Uploaded(JsonObject);

impl Members for Uploaded {
    fn visit(&self, visitor: &mut dyn Visitor) {
        self.0.visit(visitor);
    }
}

impl Response for Uploaded {
    fn request_id(&self) -> &'static str {
        ""
    }
}

impl Request for Upload {
    type Response = Uploaded;
    const ACTION: &'static Action<'static> =
        &Action::new("ess", "2020-11-11", "UploadFiles", "file.ess.tencent.cn");
}

/// Reads each request and keeps nothing of it.
fn sink() -> SocketAddr {
    fn answer(stream: &TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 2)?;
            let (name, value) = line.split_once(':').unwrap_or_default();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
            if name.eq_ignore_ascii_case("expect") {
                (&mut { stream }).write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
            }
            if reader.fill_buf().ok()?.starts_with(b"\r\n") {
                break;
            }
        }
        reader.read_exact(&mut [0; 2]).ok()?;
        std::io::copy(&mut reader.take(length), &mut std::io::sink()).ok()?;
        let body = r#"{"Response":{"FileIds":["f"],"RequestId":"r"}}"#;
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        (&mut { stream }).write_all(answer.as_bytes()).ok()
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A request that breaks off is the client's matter.
            let _ = answer(&stream);
        }
    });
    address
}

/// A figure of this process, in bytes.
fn figure(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// The most memory that this took beyond what there was before.
fn peak(run: impl FnOnce()) -> usize {
    // From now on the high-water mark counts anew.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = figure("VmRSS:");
    run();
    // The system counts pages by the batch, so that the mark may be a little below what there was.
    figure("VmHWM:").saturating_sub(before)
}

#[test]
fn a_file_of_sixty_megabytes_is_copied_once_into_its_request() {
    let url = format!("http://{}", sink());
    let keys = || Credential::new("id", "key").unwrap();
    let one = Client::builder().credential(keys()).endpoint(&url).build().unwrap();
    let other = blocking::Client::builder().credential(keys()).endpoint(&url).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let upload = Upload { file_body: "A".repeat(SIZE) };
    // Beside the text itself: the body, and buffers.
    let expected = SIZE / 10 * 9..SIZE / 4 * 5;
    let blocking = peak(|| drop(other.send(&upload).unwrap()));
    assert!(expected.contains(&blocking), "{blocking} bytes");
    let mut call = None;
    let encoding = peak(|| call = Some(one.send(&upload)));
    assert!(expected.contains(&encoding), "{encoding} bytes");
    // A call owns its body: the request can go, and no other copy is made.
    drop(upload);
    let sending = peak(|| drop(runtime.block_on(call.take().unwrap()).unwrap()));
    assert!(sending < SIZE / 4, "{sending} bytes");
}
