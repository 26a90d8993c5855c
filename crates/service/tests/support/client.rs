//! A client that speaks HTTP/1.1 by hand, so that it can also misbehave.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use doorstep_service::Service;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion, version};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

pub(crate) struct Client {
    stream: BufReader<Box<dyn Stream>>,
    pub(crate) sent: usize,
    pub(crate) received: usize,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Status and code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/json"), "every refusal is JSON");
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        (self.status, body["code"].as_str().unwrap().to_owned())
    }
}

/// A connection, or the reason why there is none.
pub(crate) fn connect_tls(
    address: SocketAddr,
    ca_pem: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<Client, std::io::Error> {
    connect_tls_as(address, ServerName::IpAddress(address.ip().into()), ca_pem, versions)
}

/// A connection to whatever has this name, or the reason why there is none.
pub(crate) fn connect_tls_as(
    address: SocketAddr,
    name: ServerName<'static>,
    ca_pem: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<Client, std::io::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let mut tls = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut tcp = tcp(address)?;
    while tls.is_handshaking() {
        tls.complete_io(&mut tcp)?;
    }
    Ok(Client::over(Box::new(StreamOwned::new(tls, tcp))))
}

pub(crate) fn tcp(address: SocketAddr) -> Result<TcpStream, std::io::Error> {
    let tcp = TcpStream::connect(address)?;
    tcp.set_nodelay(true)?;
    tcp.set_read_timeout(Some(Duration::from_secs(20)))?;
    Ok(tcp)
}

impl Client {
    pub(crate) fn of(service: &Service) -> Self {
        if service.url().starts_with("http:") {
            return Self::over(Box::new(tcp(service.address()).unwrap()));
        }
        connect_tls(service.address(), &service.ca_pem().unwrap(), &[&version::TLS13]).unwrap()
    }

    pub(crate) fn over(stream: Box<dyn Stream>) -> Self {
        Self { stream: BufReader::new(stream), sent: 0, received: 0 }
    }

    pub(crate) fn post_json(&mut self, path: &str, body: &impl Serialize) -> Reply {
        self.request("POST", path, &[("content-type", "application/json")], &serde_json::to_vec(body).unwrap())
    }

    pub(crate) fn get(&mut self, path: &str) -> Reply {
        self.request("GET", path, &[], b"")
    }

    pub(crate) fn request(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: doorstep\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        self.send(&[head.as_bytes(), body].concat()).unwrap();
        self.reply().unwrap()
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.sent += bytes.len();
        self.stream.get_mut().write_all(bytes)?;
        self.stream.get_mut().flush()
    }

    pub(crate) fn reply(&mut self) -> std::io::Result<Reply> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or(std::io::ErrorKind::UnexpectedEof)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_owned(), value.to_owned()));
        }
        let mut reply = Reply { status, headers, body: Vec::new() };
        let length = reply.header("content-length").map_or(0, |length| length.parse().unwrap());
        reply.body.resize(length, 0);
        self.stream.read_exact(&mut reply.body)?;
        self.received += length;
        Ok(reply)
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.received += self.stream.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }

    /// Whether the service has closed the connection, or does so within the read timeout.
    pub(crate) fn is_closed(&mut self) -> bool {
        matches!(self.stream.fill_buf(), Ok([]) | Err(_))
    }
}
