"""Certificates for servers on this machine, from an authority made for the occasion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True)
class Certificates:
    """PEM files: the authority's certificate, which clients need, and the server's certificate and key."""

    ca_file: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path, *names: str) -> Certificates:
    """Write certificates for servers of these names (``localhost`` if none are given) into `folder`."""
    authority = trustme.CA()
    issued = authority.issue_cert(*(names or ("localhost",)))
    made = Certificates(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    authority.cert_pem.write_to_path(str(made.ca_file))
    issued.private_key_pem.write_to_path(str(made.key))
    made.certificate.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    return made
