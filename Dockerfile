# 减负助手 in a container: see docs/operations.md.
#   docker build -t jianfu .
#   docker build -t jianfu --build-arg EXTRAS=ocr .  without torch: the shipped model answers, no other can be used
#   docker build -t jianfu --build-arg EXTRAS= .     nor are scans and photographs read
# Where a machine cannot reach the usual places, these name others; nothing below knows an address but them.
ARG BASE=docker.io/library/python:3.11-slim
ARG PIP_INDEX_URL=https://pypi.org/simple
# A CPU build of torch; what PyPI has drags in gigabytes of CUDA. Empty: pip finds it itself, in its index or in
# PIP_FIND_LINKS, which is a page's address, or /wheels: the folder given as `--build-context wheels=FOLDER`.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ARG PIP_FIND_LINKS=
ARG EXTRAS="models ocr"

FROM scratch AS wheels

# Everything that others wrote. Its layers stay as they are until pyproject.toml or constraints.txt change.
FROM ${BASE} AS dependencies
ARG PIP_INDEX_URL
ARG PIP_FIND_LINKS
ENV UV_CACHE_DIR=/root/.cache/uv \
    UV_COMPILE_BYTECODE=1 \
    UV_DEFAULT_INDEX=$PIP_INDEX_URL \
    UV_FIND_LINKS=$PIP_FIND_LINKS \
    UV_LINK_MODE=copy
RUN pip install --no-cache-dir --root-user-action ignore "uv>=0.9,<1" "hatchling>=1.27,<2" \
    && python -m venv --without-pip /opt/jianfu
WORKDIR /src
COPY pyproject.toml ./
ARG TORCH_INDEX
ARG EXTRAS
RUN --mount=type=cache,target=/root/.cache --mount=type=bind,from=wheels,target=/wheels \
    case "$EXTRAS" in *models*) \
      uv pip install --python /opt/jianfu --no-deps ${TORCH_INDEX:+--default-index "$TORCH_INDEX"} \
        "$(grep -m 1 -oE 'torch==[0-9.]+' pyproject.toml)" ;; \
    esac
COPY constraints.txt ./
RUN --mount=type=cache,target=/root/.cache --mount=type=bind,from=wheels,target=/wheels \
    for extra in $EXTRAS; do set -- "$@" --extra "$extra"; done \
    && uv pip install --python /opt/jianfu -c constraints.txt -r pyproject.toml "$@"

# Our own code, in a folder of its own, so that a change of it is a small layer.
FROM dependencies AS code
COPY . .
RUN hatchling build -t wheel -d /dist \
    && UV_FIND_LINKS="" uv pip install --offline --no-deps --python /opt/jianfu --prefix /code /dist/*.whl

FROM ${BASE}
# Nothing may be written at run time, so what is to be had as bytecode is compiled here; the base comes without.
RUN python -m compileall -q -x '/(site-packages|test|idlelib|lib2to3|turtledemo)/' "$(python -c 'import os; print(os.path.dirname(os.__file__))')" \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/jianfu --shell /usr/sbin/nologin jianfu \
    && install -d -o jianfu -g jianfu -m 0750 /var/lib/jianfu
COPY --from=dependencies /opt/jianfu /opt/jianfu
COPY --from=code /code /opt/jianfu
# HF_HOME: a model that JIANFU_EMBEDDING_MODEL names is fetched once and stays with the volume.
# TZ: what is in force depends on the reader's day.
ENV PATH=/opt/jianfu/bin:$PATH \
    JIANFU_HOME=/var/lib/jianfu \
    JIANFU_HEALTH_PORT=8080 \
    HF_HOME=/var/lib/jianfu/huggingface \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TZ=Asia/Shanghai
WORKDIR /var/lib/jianfu
USER 10001:10001
# Its first use builds the index from the starter corpus; a new named volume starts with what lies here.
RUN ["jianfu", "ask", "开会主报告最长能讲多久"]
VOLUME /var/lib/jianfu
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys\nbot = http.client.HTTPConnection('127.0.0.1', int(os.environ['JIANFU_HEALTH_PORT']), timeout=4)\nbot.request('GET', '/healthz')\nsys.exit(bot.getresponse().status != 200)"]
ENTRYPOINT ["jianfu"]
CMD ["bot"]
ARG REVISION=unknown
LABEL org.opencontainers.image.title="jianfu" \
      org.opencontainers.image.description="减负助手：告诉基层干部，整治形式主义为基层减负的规定怎么说，逐字引用条款" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="$REVISION"
