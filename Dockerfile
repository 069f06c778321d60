# One image for the API, the worker, the migration and the commands. Debian's own Python, as on a bare machine.
FROM debian:12-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin resguardo \
    && install --directory --mode 700 --owner resguardo /keys /anchors /documents

WORKDIR /app
COPY requirements/runtime.txt requirements/runtime.txt
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install -qq --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/runtime.txt

COPY . .
RUN .venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e . \
    && .venv/bin/python -m compileall -q activities api cases commands guidelines migrations runtime workflows

ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER resguardo
ENTRYPOINT ["resguardo"]
CMD ["--help"]
