"""What every server we log in to has in common: its address, its TLS, and the words for what goes wrong with it."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from bot.errors import ConfigError
from bot.written_path import WrittenPath

Security = Literal["tls", "starttls", "none"]


def is_loopback(host: str) -> bool:
    """Whether `host` can only mean this machine: localhost, 127.0.0.0/8 or ::1."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def plain_host(host: str) -> str:
    """Refuse an address of a page, or a host with its port glued on; both are what people try first."""
    host = host.strip()
    if "://" in host or "/" in host:
        raise ValueError(f'only the name of the server is wanted, such as imap.example.org, not "{host}"')
    if host.count(":") == 1:
        raise ValueError(f'the port goes into a key of its own: "host: {host.split(":")[0]}" and "port: …"')
    if not host or any(character.isspace() for character in host):
        raise ValueError(f'"{host}" is not the name of a server')
    return host.removeprefix("[").removesuffix("]")


def _seconds(written: object) -> object:
    """`60`, `60 seconds` or `2 minutes`."""
    match = re.fullmatch(
        r"(?P<count>\d+(?:\.\d+)?) *(?:s|sec|seconds?|(?P<minutes>min|minutes?))", str(written).strip().lower()
    )
    if match is None:
        return written
    return float(match["count"]) * (60 if match["minutes"] else 1)


Host = Annotated[
    str, Field(json_schema_extra={"pattern": "^([^/:]+|[^/:]*:[^/:]*:[^/]*)$"}), AfterValidator(plain_host)
]


_SECONDS_IN_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 3600},
            {"type": "string", "pattern": r"^\s*\d+(\.\d+)? *([Ss]|[Ss]ec|[Ss]econds?|[Mm]in|[Mm]inutes?)\s*$"},
        ]
    }
)


class ServerSettings(BaseModel):
    """Where a server is and how it is secured; certificates are always verified.

    ports: the usual port for each kind of security, given by the protocol's own class.
    host: the name of the server. port: if it is not the usual one. security: TLS from the start, or later on; none is
    for this machine alone. ca_file: the certificate of an authority of your own.
    timeout: seconds without an answer after which a connection is given up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ports: ClassVar[Mapping[Security, int]] = {}

    host: Host
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = "tls"
    ca_file: WrittenPath | None = None
    timeout: Annotated[float, BeforeValidator(_seconds), _SECONDS_IN_SCHEMA] = Field(
        default=60, gt=0, le=3600, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _secured_as_the_port_suggests(cls, written: Any) -> Any:
        """Ports that begin in the clear (143, 587, 25) mean STARTTLS unless something else is said."""
        if not isinstance(written, Mapping) or "security" in written or written.get("port") is None:
            return written
        in_the_clear = {str(port) for security, port in cls.ports.items() if security != "tls"}
        return {**written, "security": "starttls"} if str(written["port"]) in in_the_clear else written

    @field_validator("security")
    @classmethod
    def _encrypted_unless_on_this_machine(cls, security: Security, info: ValidationInfo) -> Security:
        host = info.data.get("host")
        if security == "none" and host is not None and not is_loopback(host):
            raise ValueError(
                f'"none" would send the password to {host} unencrypted; it is only for servers on this machine'
                " (localhost), so use tls or starttls"
            )
        return security

    @property
    def effective_port(self) -> int:
        """The port as written, else the usual one for this security."""
        return self.port if self.port is not None else self.ports[self.security]

    def ssl_context(self) -> ssl.SSLContext:
        """TLS 1.2 or later, verified by the system's authorities or `ca_file`; raises ConfigError if that cannot be."""
        try:
            context = ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)
        except ssl.SSLError as error:
            raise ConfigError(f'The "ca_file" {self.ca_file} holds no certificates in PEM format.') from error
        except OSError as error:
            reason = (error.strerror or "it cannot be read").lower()
            raise ConfigError(f'The "ca_file" {self.ca_file} cannot be read: {reason}.') from error
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def explain(error: Exception, *, host: str, port: int, what: str) -> str:
    """Say in one sentence why `what` ('mailbox "gmail"') could not talk to host:port, and what to do about it."""
    sentence = _sentence(error, host=host, port=port, what=what)
    return sentence[:1].upper() + sentence[1:]


def _sentence(error: Exception, *, host: str, port: int, what: str) -> str:
    place = f"{what} ({f'[{host}]' if ':' in host else host}:{port})"
    match error:
        case ssl.SSLCertVerificationError():
            return f"{place} {_about_the_certificate(error, host)}."
        case ssl.SSLError():
            return f"{place} {_about_tls(error)}."
        case socket.gaierror():
            return f"{what}: {_about_the_name(error, host)}."
        case UnicodeError():
            return f'{what}: "{host}" is not the name of a server; check "host".'
        case TimeoutError():
            return f'{place} did not answer in time; check "host" and "port", and whether a firewall is in the way.'
        case ConnectionRefusedError():
            return f'{place} refuses connections: nothing listens there; check "host" and "port".'
        case ConnectionError() | EOFError():
            return f"{place} closed the connection; trying again later usually helps."
        case OSError() if error.strerror:
            return f"{place} cannot be reached: {error.strerror.lower()}."
    return f"{place} cannot be used: {str(error) or type(error).__name__}."


def _about_the_name(error: socket.gaierror, host: str) -> str:
    if error.errno == socket.EAI_AGAIN:
        return f"the name {host} cannot be looked up now; check the network connection of this machine"
    return f'there is no server named {host}; check "host"'


# OpenSSL's X509_V_ERR_… codes, from <openssl/x509_vfy.h>.
_NOT_YET_VALID, _EXPIRED, _SELF_SIGNED, _SELF_SIGNED_IN_CHAIN, _WRONG_HOST, _WRONG_ADDRESS = 9, 10, 18, 19, 62, 64
_UNKNOWN_AUTHORITY = {2, 20, 21}


def _about_the_certificate(error: ssl.SSLCertVerificationError, host: str) -> str:
    code = error.verify_code
    if code == _EXPIRED:
        return "shows a certificate that has expired; its operator must renew it (or this machine's clock is wrong)"
    if code == _NOT_YET_VALID:
        return "shows a certificate that is not valid yet; check this machine's clock"
    if code in {_WRONG_HOST, _WRONG_ADDRESS}:
        return f'shows a certificate for another name than {host}; set "host" to the name in the certificate'
    if code in {_SELF_SIGNED, _SELF_SIGNED_IN_CHAIN}:
        return (
            "shows a self-signed certificate, which nobody vouches for; if it is your own server, set"
            ' "ca_file" to its certificate'
        )
    if code in _UNKNOWN_AUTHORITY:
        return (
            "shows a certificate from an authority this machine does not know; if it is your own, set"
            ' "ca_file" to the certificate of that authority'
        )
    return f"shows a certificate that is not trusted ({error.verify_message})"


def _about_tls(error: ssl.SSLError) -> str:
    # Only errors raised by OpenSSL itself have a reason.
    reason = getattr(error, "reason", None) or ""
    if reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"}:
        return 'does not speak TLS from the start; try "security: starttls", or another port'
    if reason in {"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE"}:
        return "offers only outdated TLS; version 1.2 or later is needed"
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) or reason == "UNEXPECTED_EOF_WHILE_READING":
        return "closed the connection; trying again later usually helps"
    return f"failed to set up TLS ({reason.replace('_', ' ').lower() or error})"
