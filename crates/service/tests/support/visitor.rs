//! A laptop that talks to a running service.

use doorstep_domain::audience::{Reader, Scope};
use doorstep_domain::change::Change;
use doorstep_domain::id::AudienceId;
use doorstep_service::Service;
use doorstep_sync::accept::Author;
use doorstep_sync::digest::roll_up;
use doorstep_sync::frame::{CONTENT_TYPE, Frame, pack, unpack};
use doorstep_sync::key::{Bytes, SessionToken};
use doorstep_sync::signature::sign_challenge;
use doorstep_sync::wire::{
    AskChallenge, CHALLENGE, Cursor, ENROL, Enrol, Enrolled, GivenChallenge, OpenSession, PROTOCOL, Page, PushedBatch,
    SESSION, SYNC, Session, SignedBatch, SyncReply, SyncRequest,
};
use ring::signature::Ed25519KeyPair;

use super::client::{Client, Reply};
use super::laptop::{Laptop, key_pair};

pub(crate) struct Visitor {
    pub(crate) laptop: Laptop,
    pub(crate) enrolled: Enrolled,
    pub(crate) client: Client,
    pub(crate) token: SessionToken,
}

pub(crate) struct Answered {
    pub(crate) head: SyncReply,
    pub(crate) changes: Vec<String>,
}

impl Visitor {
    /// Enrols with a code and opens a session.
    pub(crate) fn enrols(service: &Service, code: &str) -> Self {
        Self::enrols_over(Client::of(service), code)
    }

    pub(crate) fn enrols_over(mut client: Client, code: &str) -> Self {
        let (pair, key) = key_pair();
        let asked = Enrol { protocol: PROTOCOL, code: code.to_owned(), key, version: "0.1.0".to_owned() };
        let enrolled: Enrolled = client.post_json(ENROL, &asked).json();
        let author = Author {
            organisation: enrolled.organisation,
            device: enrolled.device,
            key,
            staff: enrolled.staff,
            role: enrolled.role,
        };
        let token = opens_session(&mut client, &author, &pair).json::<Session>().token;
        Self { laptop: Laptop::new(author, pair), enrolled, client, token }
    }

    /// What everybody who works there reads.
    pub(crate) fn everybody(&self) -> AudienceId {
        AudienceId::of(self.enrolled.organisation, Scope::Organisation, Reader::HealthVisitor)
    }

    /// What the team's health visitors read: the only audience beside that, once somebody wrote about a family.
    pub(crate) fn families(&mut self) -> AudienceId {
        let everybody = self.everybody();
        let audiences = self.syncs(&[], &[]).head.audiences;
        audiences.iter().map(|one| one.audience).find(|audience| *audience != everybody).expect("a family")
    }

    pub(crate) fn opens_session(&mut self) -> Reply {
        opens_session(&mut self.client, &self.laptop.author, &self.laptop.pair)
    }

    /// The request as it is sent, for a test that must not fail where no answer comes.
    pub(crate) fn tries(&mut self, push: &[SignedBatch]) -> std::io::Result<Reply> {
        let lines = push.iter().flat_map(|batch| batch.changes.iter().map(|bytes| &**bytes));
        let body = pack(&request(push, &[]), lines).unwrap();
        let head = format!(
            "POST {SYNC} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: {CONTENT_TYPE}\r\ncontent-length: {}\r\n\r\n",
            self.token,
            body.len()
        );
        self.client.send(&[head.as_bytes(), &body].concat())?;
        self.client.reply()
    }

    pub(crate) fn syncs(&mut self, push: &[SignedBatch], cursors: &[Cursor]) -> Answered {
        answered(&self.asks(&request(push, cursors), push))
    }

    pub(crate) fn asks(&mut self, request: &SyncRequest, push: &[SignedBatch]) -> Reply {
        let lines = push.iter().flat_map(|batch| batch.changes.iter().map(|bytes| &**bytes));
        self.sends(&pack(request, lines).unwrap())
    }

    pub(crate) fn sends(&mut self, body: &[u8]) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", CONTENT_TYPE)];
        self.client.request("POST", SYNC, &headers, body)
    }

    /// Signs a visit: a batch of so many changes.
    pub(crate) fn visit(&mut self, first: u64, changes: u64, words: &str) -> SignedBatch {
        let notes: Vec<Change> =
            (first..first + changes).map(|n| self.laptop.note(super::laptop::person(n), words)).collect();
        self.laptop.signs(&notes)
    }
}

fn opens_session(client: &mut Client, author: &Author, pair: &Ed25519KeyPair) -> Reply {
    let given: GivenChallenge = client.post_json(CHALLENGE, &AskChallenge { device: author.device }).json();
    let signature = sign_challenge(pair, &given.challenge);
    let asked = OpenSession { protocol: PROTOCOL, device: author.device, challenge: given.challenge, signature };
    client.post_json(SESSION, &asked)
}

pub(crate) fn request(push: &[SignedBatch], cursors: &[Cursor]) -> SyncRequest {
    SyncRequest {
        protocol: PROTOCOL,
        push: push.iter().map(pushed).collect(),
        cursors: cursors.to_vec(),
        roll_up: Bytes([0; 16]),
        compare: Vec::new(),
        drafts: Vec::new(),
        left: None,
        signed: None,
        page_bytes: 2 << 20,
    }
}

fn pushed(signed: &SignedBatch) -> PushedBatch {
    let batch = &signed.batch;
    PushedBatch {
        incarnation: batch.incarnation,
        number: batch.number,
        previous: batch.previous,
        act: batch.act,
        seen: Some(batch.seen.clone()),
        signature: signed.signature,
        changes: signed.changes.len(),
    }
}

pub(crate) fn answered(reply: &Reply) -> Answered {
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    let frame: Frame<SyncReply> =
        unpack(&reply.body, |head: &SyncReply| head.pages.iter().map(|page| page.changes).sum()).unwrap();
    let changes = frame.changes().map(str::to_owned).collect();
    Answered { head: frame.head, changes }
}

impl Answered {
    /// The page of an audience.
    pub(crate) fn page(&self, audience: AudienceId) -> &Page {
        self.head.pages.iter().find(|page| page.audience == audience).expect("a page of that audience")
    }
}

/// The digest of these changes, as a laptop that holds them in these audiences computes it.
pub(crate) fn digest_of(answered: &Answered) -> doorstep_sync::key::RollUp {
    let mut ids = answered.changes.iter().map(|bytes| doorstep_domain::id::ChangeId::of(bytes.as_bytes()));
    let pages = answered.head.pages.iter();
    roll_up(&pages.map(|page| (page.audience, ids.by_ref().take(page.changes).collect())).collect())
}
