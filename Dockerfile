# docker build -t iqtibas .          compose.yaml shows how to run it.

# 1. A virtual environment with everything in it, built where pip and its build tools may stay behind.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/iqtibas
WORKDIR /source
COPY constraints.txt ./
# torch first and alone: this index serves the builds without CUDA, and nothing else is taken from it.
RUN pip --python /opt/iqtibas/bin/python install --no-deps -c constraints.txt \
        --index-url https://download.pytorch.org/whl/cpu torch
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY index index
COPY retrieval retrieval
COPY bot bot
RUN pip --python /opt/iqtibas/bin/python install -c constraints.txt .

# 2. What runs: Python, that environment, a user who owns nothing but the data.
FROM python:3.12-slim
ENV PATH=/opt/iqtibas/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HOME=/data/models \
    IQTIBAS_ARTICLES=/articles \
    IQTIBAS_DATA=/data
RUN groupadd --gid 10001 iqtibas \
    && useradd --uid 10001 --gid iqtibas --no-create-home --home-dir /data --shell /usr/sbin/nologin iqtibas \
    && install --directory --owner iqtibas --group iqtibas /articles /data
COPY --from=build /opt/iqtibas /opt/iqtibas
USER 10001:10001
# `.env` and `iqtibas.toml` would be read from here; settings come by environment instead.
WORKDIR /data
VOLUME ["/articles", "/data"]

# Healthy: there is an index and it opens. That Telegram is out of reach is not ours to heal; the bot
# keeps trying.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 \
    CMD ["iqtibas", "status", "--json"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["iqtibas"]
CMD ["bot"]
