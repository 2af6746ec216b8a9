//! One request for the bytes that are missing.

use std::io::Read;
use std::time::Duration;
use std::time::Instant;

use ureq::Agent;
use ureq::Body;
use ureq::http::Response;
use ureq::http::StatusCode;

use crate::io::models::cancel::Cancel;
use crate::io::models::download::error::DownloadError;
use crate::io::models::download::part::Part;
use crate::io::models::manifest::is_loopback;

/// Fewer bytes than this within the stall time count as nothing.
const TRICKLE: u64 = 1_024;

/// A name look-up and a connection cannot be broken off, so they are not waited for long.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// What an attempt tells while it runs.
pub(super) enum Step {
    /// The server sends the file from its beginning, though the rest was asked for.
    StartingOver,
    /// So many bytes are here.
    Have(u64),
}

/// Whom to ask, and how long to wait for anything.
pub(super) struct Request<'a> {
    pub(super) url: &'a str,
    pub(super) total: u64,
    pub(super) stall: Duration,
}

impl Request<'_> {
    /// Asks once and appends what comes. `Ok` when nothing is missing any more.
    pub(super) fn run(
        &self,
        part: &mut Part,
        cancel: &Cancel,
        tell: &mut dyn FnMut(Step),
    ) -> Result<(), DownloadError> {
        let agent = agent(self.url, self.stall);
        let breaker = agent.clone();
        cancel.on_ask(move || breaker.shutdown());
        // Compressed, the answer's positions would not be those of the file.
        let mut request = agent.get(self.url).header("accept-encoding", "identity");
        if part.have() > 0 {
            request = request.header("range", format!("bytes={}-", part.have()));
            if let Some(etag) = part.etag() {
                request = request.header("if-range", etag);
            }
        }
        let mut response = request.call().map_err(|error| self.failed(error))?;
        self.accept(&response, part, tell)?;
        self.receive(&mut response, part, cancel, tell)
    }

    /// Looks at the head of the answer: whether the bytes that follow are the ones that are missing.
    fn accept(
        &self,
        response: &Response<Body>,
        part: &mut Part,
        tell: &mut dyn FnMut(Step),
    ) -> Result<(), DownloadError> {
        match response.status() {
            StatusCode::OK => {
                if response.body().mime_type() == Some("text/html") {
                    return Err(DownloadError::WebPage { host: self.host() });
                }
                if part.have() > 0 {
                    part.start_over()?;
                    tell(Step::StartingOver);
                }
                part.set_etag(header(response, "etag"));
                Ok(())
            }
            StatusCode::PARTIAL_CONTENT => self.accept_part(response, part),
            StatusCode::RANGE_NOT_SATISFIABLE => {
                part.start_over()?;
                Err(DownloadError::WrongPart { host: self.host() })
            }
            status => Err(self.refused(status, header(response, "retry-after"))),
        }
    }

    fn accept_part(&self, response: &Response<Body>, part: &mut Part) -> Result<(), DownloadError> {
        let range = header(response, "content-range").and_then(content_range);
        if let Some((_, Some(have))) = range
            && have != self.total
        {
            part.start_over()?;
            return Err(DownloadError::WrongSize { url: self.url.to_owned(), have, want: self.total });
        }
        match range {
            Some((start, _)) if start == part.have() => Ok(()),
            _ => {
                // Next time the whole is asked for, which every server can answer.
                part.start_over()?;
                Err(DownloadError::WrongPart { host: self.host() })
            }
        }
    }

    /// Reads until nothing is missing. How long the server says the answer is does not matter: the list knows.
    fn receive(
        &self,
        response: &mut Response<Body>,
        part: &mut Part,
        cancel: &Cancel,
        tell: &mut dyn FnMut(Step),
    ) -> Result<(), DownloadError> {
        let mut reader = response.body_mut().as_reader();
        let mut buffer = vec![0; 1 << 16];
        let mut window = (Instant::now(), part.have());
        while part.missing() > 0 && !cancel.asked() {
            let n = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(error) => return Err(self.failed(ureq::Error::from(error))),
            };
            let wanted = (n as u64).min(part.missing()) as usize;
            part.push(&buffer[..wanted])?;
            tell(Step::Have(part.have()));
            if part.have() >= window.1 + TRICKLE {
                window = (Instant::now(), part.have());
            } else if window.0.elapsed() > self.stall {
                return Err(self.stalled());
            }
        }
        if part.missing() == 0 {
            return Ok(());
        }
        Err(DownloadError::Cut { host: self.host(), have: part.have(), want: self.total })
    }

    fn failed(&self, error: ureq::Error) -> DownloadError {
        let untrusted = |why: String| DownloadError::Untrusted { url: self.url.to_owned(), why };
        match error {
            ureq::Error::Timeout(_) => self.stalled(),
            ureq::Error::HostNotFound => {
                self.connection("no such host is found, perhaps there is no network".to_owned())
            }
            ureq::Error::RequireHttpsOnly(_) => {
                untrusted("it is sent on to an unprotected connection".to_owned())
            }
            error
            @ (ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed | ureq::Error::BadUri(_)) => {
                untrusted(error.to_string())
            }
            // How the system says that it knows no such host, without an error kind of its own.
            ureq::Error::Io(error) if error.to_string().contains("lookup") => {
                self.failed(ureq::Error::HostNotFound)
            }
            ureq::Error::Io(error) => self.connection(error.to_string()),
            error => self.connection(error.to_string()),
        }
    }

    fn connection(&self, why: String) -> DownloadError {
        DownloadError::Connection { host: self.host(), why }
    }

    fn stalled(&self) -> DownloadError {
        DownloadError::Stalled { host: self.host(), seconds: self.stall.as_secs().max(1) }
    }

    fn refused(&self, status: StatusCode, retry_after: Option<&str>) -> DownloadError {
        let passing = status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429);
        let wait = retry_after.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
        DownloadError::Status { url: self.url.to_owned(), status: status.to_string(), wait, passing }
    }

    fn host(&self) -> String {
        let rest = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest).to_owned()
    }
}

/// A client that follows redirects, never from a protected connection to an unprotected one.
fn agent(url: &str, stall: Duration) -> Agent {
    let loopback = is_loopback(url);
    let mut config = Agent::config_builder()
        .https_only(!loopback)
        .http_status_as_error(false)
        .max_redirects(5)
        .user_agent(concat!("pushback/", env!("CARGO_PKG_VERSION")))
        .timeout_resolve(Some(stall.min(LONGEST_CONNECT)))
        .timeout_connect(Some(stall.min(LONGEST_CONNECT)))
        .timeout_recv_response(Some(stall))
        .timeout_per_read(Some(stall))
        // A server that lied about length leaves bytes behind in its connection.
        .max_idle_connections(0);
    if loopback {
        config = config.proxy(None);
    }
    config.build().new_agent()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

/// First byte and whole length of `bytes 100-199/200`; the length may be `*`.
fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.trim().strip_prefix("bytes")?.trim_start().split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.trim().parse().ok()?, total.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_ranges_are_read() {
        assert_eq!(content_range("bytes 100-199/200"), Some((100, Some(200))));
        assert_eq!(content_range("bytes 0-9/*"), Some((0, None)));
        assert_eq!(content_range("bytes */200"), None);
        assert_eq!(content_range("nonsense"), None);
    }

    #[test]
    fn a_protected_connection_never_leads_to_an_unprotected_one() {
        let stall = Duration::from_secs(1);
        let agent = agent("https://example.com/model.bin", stall);
        assert!(agent.config().https_only());
        // ureq asks this of every hop, so the first one shows it without a network.
        let request = Request { url: "http://127.0.0.1:9/model.bin", total: 1, stall };
        let error = request.failed(agent.get(request.url).call().unwrap_err());
        assert!(error.to_string().contains("unprotected"), "{error}");
        assert!(!error.is_passing());
    }
}
