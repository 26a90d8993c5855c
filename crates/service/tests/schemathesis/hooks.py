"""What schemathesis does not know of Doorstep: how a session is opened, and what a frame is.

`run` beside this file starts a service and says in the environment where it is.
"""

import base64
import json
import os

import requests
import schemathesis
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

URL = os.environ["DOORSTEP_URL"]
AUTHORITY = os.environ["DOORSTEP_CA"]
CODE = os.environ["DOORSTEP_CODE"]
FRAME = "application/x-ndjson+zstd"
PROTOCOL = 2


def text_of(raw):
    return base64.b64encode(raw).decode().rstrip("=")


def bytes_of(text):
    return base64.b64decode(text + "=" * (-len(text) % 4))


def post(path, body):
    reply = requests.post(URL + path, json=body, verify=AUTHORITY, timeout=10)
    reply.raise_for_status()
    return reply.json()


class Laptop:
    """A laptop that enrolled once and opens sessions as it needs them."""

    def __init__(self):
        self.key = Ed25519PrivateKey.generate()
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        asked = {"protocol": PROTOCOL, "code": CODE, "key": text_of(public), "version": "0.1.0"}
        self.device = post("/v1/enrol", asked)["device"]

    def session(self):
        challenge = post("/v1/challenge", {"device": self.device})["challenge"]
        signature = self.key.sign(b"doorstep-session-1" + bytes_of(challenge))
        asked = {
            "protocol": PROTOCOL,
            "device": self.device,
            "challenge": challenge,
            "signature": text_of(signature),
        }
        return post("/v1/session", asked)["token"]


# A new session would end the old one: one serves all.
@schemathesis.auth(refresh_interval=3600).apply_to(path="/v1/sync")
class Session:
    laptop = None

    def get(self, case, ctx):
        Session.laptop = Session.laptop or Laptop()
        return Session.laptop.session()

    def set(self, case, data, ctx):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.serializer(FRAME)
def frame(ctx, value):
    """A head, with as many lines after it as its batches announce."""
    lines = [json.dumps(value)]
    push = value.get("push") if isinstance(value, dict) else None
    for batch in push if isinstance(push, list) else []:
        changes = batch.get("changes") if isinstance(batch, dict) else None
        if isinstance(changes, int) and 0 < changes <= 500:
            lines += ["{}"] * changes
    return zstandard.compress("\n".join(lines).encode())


@schemathesis.deserializer(FRAME)
def head_of_frame(ctx, response):
    unpacked = zstandard.ZstdDecompressor().decompressobj().decompress(response.content)
    return json.loads(unpacked.split(b"\n", 1)[0])
