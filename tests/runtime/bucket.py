"""A small server that speaks as much S3 as a bucket needs: put what is not there yet, get."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

CODE = "<Error><Code>{}</Code></Error>"


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

    def do_GET(self) -> None:  # as the base class finds it
        if self.path in self.kept:
            self._answer(200, self.kept[self.path])
        else:
            self._answer(404, CODE.format("NoSuchKey").encode())

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
