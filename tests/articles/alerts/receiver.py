"""What alerts are sent to, on loopback: a receiver of webhooks, and a mail server that speaks just enough SMTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Taken:
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    def is_signed_with(self, secret: str) -> bool:
        """As a receiver checks it, by the specification of Standard Webhooks and not by our code."""
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        key = base64.b64decode(secret[len("whsec_") :])
        wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return hmac.compare_digest(wanted, self.headers["webhook-signature"])


@dataclass
class Receiver:
    address: str
    taken: list[Taken] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], None] | None = None
    status: int = 204


@contextmanager
def receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            it.taken.append(Taken({name.lower(): value for name, value in self.headers.items()}, body))
            if it.answer is not None:
                it.answer(self)
            else:
                self.send_response(it.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    it = Receiver(f"http://127.0.0.1:{server.server_port}/hook")
    with _served(server):
        yield it


@dataclass
class MailServer:
    port: int
    mails: list[Message] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                word = line.upper().split(":")[0].split()[0]
                if word == "RCPT" and any(each in line for each in it.refuses):
                    self.say("550 nobody of that name")
                elif word == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (each := self.rfile.readline()) != b".\r\n":
                        lines.append(each)
                    it.mails.append(message_from_bytes(b"".join(lines)))
                    self.say("250 taken")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    it = MailServer(server.server_address[1])
    with _served(server):
        yield it


@contextmanager
def _served(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
