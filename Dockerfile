# Built from the lock alone. The first stage holds the tools; the second only what runs.
# The digest is that of the image's index for all architectures; a newer one: docker buildx imagetools inspect python:3.13-slim
ARG PYTHON=python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b

FROM ${PYTHON} AS build
WORKDIR /src
COPY requirements.lock .
RUN pip install --quiet --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY plan plan
COPY locales locales
# The lock also pins the development tools: the same versions again, without them.
RUN uv pip compile --quiet --constraint requirements.lock --generate-hashes pyproject.toml -o runtime.lock \
 && python -m venv /opt/duban \
 && /opt/duban/bin/pip install --quiet --no-cache-dir --require-hashes -r runtime.lock \
 && python -m hatchling build -t wheel -d dist \
 && /opt/duban/bin/pip install --quiet --no-cache-dir --no-deps dist/*.whl

FROM ${PYTHON}
RUN useradd --system --uid 10001 --home-dir /data duban && install -d -o duban -g duban /data
COPY --from=build /opt/duban /opt/duban
ENV PATH=/opt/duban/bin:$PATH DUBAN_HOME=/data PYTHONUNBUFFERED=1
USER duban
WORKDIR /data
VOLUME /data
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8765/healthz', timeout=4)"]
# duban.yaml and people.yaml are in /data; `docker run … duban init /data` writes them to fill in.
ENTRYPOINT ["duban"]
CMD ["run", "-c", "/data/duban.yaml"]
