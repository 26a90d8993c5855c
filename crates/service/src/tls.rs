//! TLS 1.3 over ring, with the certificate of the data folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use doorstep_platform::{create_private_dir, replace_file};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, version};
use tokio_rustls::TlsAcceptor;

use crate::config::Certificate;
use crate::{Error, secret};

/// What a development certificate is for. Nothing else, so that it is no use to anybody who finds it.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Whoever tries the service out should not meet an expired certificate.
const YEARS: i32 = 10;

/// The files of the folder `tls`.
pub(crate) struct TlsFolder(PathBuf);

impl TlsFolder {
    pub(crate) fn of(data: &Path) -> Self {
        Self(data.join("tls"))
    }

    /// The development authority's certificate, which a laptop is told to trust.
    pub(crate) fn authority(&self) -> PathBuf {
        self.0.join("ca.pem")
    }

    fn certificate(&self) -> PathBuf {
        self.0.join("server.pem")
    }

    fn key(&self) -> PathBuf {
        self.0.join("server.key")
    }

    /// The certificate that an operator put here.
    pub(crate) fn files(&self) -> Certificate {
        Certificate { chain: self.certificate(), key: self.key() }
    }

    /// Makes an authority and a certificate for this machine, where there are none.
    ///
    /// The authority's key is never written down: it signs this one certificate, so there is nothing to steal.
    pub(crate) fn make_development_authority(&self, now: DateTime<Utc>) -> Result<(), Error> {
        if self.authority().exists() && self.certificate().exists() && self.key().exists() {
            return Ok(());
        }
        create_private_dir(&self.0).map_err(Error::file(&self.0))?;
        let made = make(now).map_err(|error| Error::Certificate(error.to_string()))?;
        let files =
            [(self.key(), made.key), (self.certificate(), made.certificate), (self.authority(), made.authority)];
        for (file, text) in files {
            replace_file(&file, text.as_bytes()).map_err(Error::file(&file))?;
        }
        Ok(())
    }
}

/// What the service answers handshakes with.
pub(crate) fn acceptor(files: &Certificate) -> Result<TlsAcceptor, Error> {
    let chain = CertificateDer::pem_file_iter(&files.chain).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|error| at(&files.chain, error))?;
    secret::refuse_if_others_may_read(&files.key)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| at(&files.key, error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    // 1.3 alone: every client is ours.
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&version::TLS13])
        .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key));
    let mut config = config.map_err(|error| at(&files.chain, error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn at(file: &Path, error: impl std::fmt::Display) -> Error {
    Error::Certificate(format!("{}: {error}", file.display()))
}

struct Made {
    authority: String,
    certificate: String,
    key: String,
}

fn make(now: DateTime<Utc>) -> Result<Made, rcgen::Error> {
    let authority_key = KeyPair::generate()?;
    let params = authority_params(now)?;
    let authority = params.self_signed(&authority_key)?;
    let issuer = Issuer::new(params, authority_key);
    let key = KeyPair::generate()?;
    let certificate = server_params(now)?.signed_by(&key, &issuer)?;
    Ok(Made { authority: authority.pem(), certificate: certificate.pem(), key: key.serialize_pem() })
}

fn authority_params(now: DateTime<Utc>) -> Result<CertificateParams, rcgen::Error> {
    let mut params = lasting(CertificateParams::new(Vec::<String>::new())?, now);
    params.distinguished_name.push(DnType::CommonName, "Doorstep development authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName("localhost".to_owned()),
            GeneralSubtree::IpAddress(CidrSubnet::V4([127, 0, 0, 1], [255; 4])),
            GeneralSubtree::IpAddress(CidrSubnet::V6(std::net::Ipv6Addr::LOCALHOST.octets(), [255; 16])),
        ],
        excluded_subtrees: Vec::new(),
    });
    Ok(params)
}

fn server_params(now: DateTime<Utc>) -> Result<CertificateParams, rcgen::Error> {
    let mut params = lasting(CertificateParams::new(NAMES.map(str::to_owned))?, now);
    params.distinguished_name.push(DnType::CommonName, "Doorstep service on this machine");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

/// From the start of last year, so that a laptop whose clock is behind still trusts it.
fn lasting(mut params: CertificateParams, now: DateTime<Utc>) -> CertificateParams {
    params.not_before = date_time_ymd(now.year() - 1, 1, 1);
    params.not_after = date_time_ymd(now.year() + YEARS, 1, 1);
    params
}
