"""A small server that speaks as much S3 as a bucket needs: put what is not there yet, get, list, take away."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

CODE = "<Error><Code>{}</Code></Error>"
SINCE = "2026-12-10T15:00:00.000Z"
LISTED = f"<Contents><Key>{{}}</Key><LastModified>{SINCE}</LastModified><ETag>0</ETag><Size>{{}}</Size></Contents>"
PAGE = 2
"""Objects that are listed in one answer: a bucket tells a thousand, and then where to go on."""


class Bucket(BaseHTTPRequestHandler):
    """Objects by their path. Signatures are not looked at."""

    kept: dict[str, bytes]

    def do_PUT(self) -> None:  # as the base class finds it
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("If-None-Match") == "*" and self.path in self.kept:
            self._answer(412, CODE.format("PreconditionFailed").encode())
            return
        self.kept[self.path] = content
        self._answer(200)

    def do_POST(self) -> None:  # as the base class finds it
        """Take several away; what is not there is no fault."""
        bucket = self.path.partition("?")[0]
        names = re.findall(r"<Key>(.*?)</Key>", self.rfile.read(int(self.headers["Content-Length"])).decode())
        for name in names:
            self.kept.pop(f"{bucket}/{name}", None)
        told = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
        self._answer(200, f"<DeleteResult>{told}</DeleteResult>".encode())

    def do_GET(self) -> None:  # as the base class finds it
        address = urlsplit(self.path)
        if "list-type" in parse_qs(address.query):
            self._answer(200, self._listed(address.path, parse_qs(address.query)))
        elif self.path in self.kept:
            self._answer(200, self.kept[self.path])
        else:
            self._answer(404, CODE.format("NoSuchKey").encode())

    def _listed(self, bucket: str, asked: dict[str, list[str]]) -> bytes:
        (prefix,), (after,) = asked.get("prefix", [""]), asked.get("continuation-token", [""])
        keys = sorted(path.removeprefix(f"{bucket}/") for path in self.kept)
        left = [key for key in keys if key.startswith(prefix) and key > after]
        here, more = left[:PAGE], len(left) > PAGE
        told = "".join(LISTED.format(key, len(self.kept[f"{bucket}/{key}"])) for key in here)
        on = f"<NextContinuationToken>{here[-1]}</NextContinuationToken>" if more else ""
        return f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{on}{told}</ListBucketResult>".encode()

    def log_message(self, format: str, *args: object) -> None:  # as the base class names it
        """Nothing."""

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Thu, 10 Dec 2026 15:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def bucket() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Where it listens, and what it keeps."""
    kept: dict[str, bytes] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Kept", (Bucket,), {"kept": kept}))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
