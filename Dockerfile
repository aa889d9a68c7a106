# papersieve as a container: built once, run as an ordinary user, everything it must keep under /data.
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir --prefix=/install '.[postgres]'

FROM python:3.13-slim
COPY --from=build /install /usr/local
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin papersieve \
    && install -d -o papersieve -g papersieve /data
USER papersieve
WORKDIR /data
VOLUME /data
ENV PAPERSIEVE_CONFIG=/data/papersieve.yaml
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5m --timeout=30s CMD ["papersieve", "check"]
ENTRYPOINT ["papersieve"]
CMD ["run"]
