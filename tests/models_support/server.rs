//! A server on this machine that does what a test wants, also what no server should do.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

/// A request as it came in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) path: String,
    /// The first byte that was asked for, if not the whole.
    pub(crate) from: Option<usize>,
    pub(crate) if_range: Option<String>,
}

/// What the server does with one request.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    /// Waits so long between pieces of 64 KiB.
    pub(crate) pace: Duration,
    /// Keeps the connection open and silent until the client leaves.
    pub(crate) hang: bool,
}

impl Reply {
    /// A status line and a body, with an honest length.
    pub(crate) fn new(status: &str, body: &[u8]) -> Self {
        Self::lying(status, Some(body.len()), body)
    }

    /// A length that need not be the body's.
    pub(crate) fn lying(status: &str, length: Option<usize>, body: &[u8]) -> Self {
        let mut reply = Self {
            head: format!("HTTP/1.1 {status}\r\n"),
            body: body.to_vec(),
            pace: Duration::ZERO,
            hang: false,
        };
        if let Some(length) = length {
            reply = reply.header("content-length", &length.to_string());
        }
        reply.header("connection", "close")
    }

    /// What an honest server answers: the whole, or the rest that was asked for.
    pub(crate) fn honest(request: &Request, file: &[u8]) -> Self {
        match request.from {
            None => Self::new("200 OK", file),
            Some(from) => {
                let range = format!("bytes {from}-{}/{}", file.len() - 1, file.len());
                Self::new("206 Partial Content", &file[from..]).header("content-range", &range)
            }
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head.extend([name, ": ", value, "\r\n"]);
        self
    }

    /// Ends the connection after so many bytes of the body.
    pub(crate) fn cut(mut self, after: usize) -> Self {
        self.body.truncate(after);
        self
    }

    /// Falls silent after so many bytes of the body.
    pub(crate) fn stall(mut self, after: usize) -> Self {
        self.body.truncate(after);
        self.hang = true;
        self
    }

    pub(crate) fn slow(mut self, pace: Duration) -> Self {
        self.pace = pace;
        self
    }
}

/// One thread that answers one connection after the other. Dropping the server ends and joins it.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Server {
    /// `answer` is given the number of the request, from 0, and the request.
    pub(crate) fn start(answer: impl Fn(usize, &Request) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (seen, ending) = (Arc::clone(&requests), Arc::clone(&stop));
        let serve = move || {
            for stream in listener.incoming() {
                if ending.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
                let Some(request) = read_request(&stream) else { continue };
                let number = {
                    let mut seen = seen.lock().unwrap();
                    seen.push(request.clone());
                    seen.len() - 1
                };
                send(stream, &answer(number, &request));
            }
        };
        let thread = thread::Builder::new().name("loopback server".to_owned()).spawn(serve).unwrap();
        Self { address, requests, stop, thread: Some(thread) }
    }

    /// The source to write into a list of models.
    pub(crate) fn source(&self) -> String {
        format!("http://{}/models", self.address)
    }

    /// What was asked so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn read_request(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let mut request = Request { path, ..Request::default() };
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "range" => request.from = value.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok(),
            "if-range" => request.if_range = Some(value.to_owned()),
            _ => {}
        }
    }
    Some(request)
}

/// The client may leave at any time, so nothing here may fail.
fn send(mut stream: TcpStream, reply: &Reply) {
    if stream.write_all(format!("{}\r\n", reply.head).as_bytes()).is_err() {
        return;
    }
    for piece in reply.body.chunks(1 << 16) {
        if stream.write_all(piece).is_err() {
            return;
        }
        if !reply.pace.is_zero() {
            thread::sleep(reply.pace);
        }
    }
    stream.flush().ok();
    if reply.hang {
        // Returns when the client closes its side.
        while stream.read(&mut [0; 16]).is_ok_and(|n| n > 0) {}
    }
}
