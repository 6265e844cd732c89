#!/usr/bin/env python3
"""Vectors of return packages, written from docs/spec/return-package-v1.md.

    return_package_v1.py check DIR KEY   opens every good vector in DIR and refuses every bad one
    return_package_v1.py make DIR KEY    writes the vectors anew

The reader is the one that tenants are given.
"""

import hashlib
import io
import os
import pathlib
import struct
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "docs"))
from open_return_package import Refused, chunks  # noqa: E402

KEY = hashlib.sha256(b"emanet return package v1").digest()
CONTENT = [b"first", b"", b"and the last"]


def head_of(private, key=KEY, magic=b"EMNTRET1", suite=1, flip=False):
    public = private.public_key()
    spki = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    mark = bytearray(hashlib.sha256(spki).digest())
    mark[0] ^= flip
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    wrapped = public.encrypt(key, oaep)
    return struct.pack(">8sB32sH", magic, suite, bytes(mark), len(wrapped)) + wrapped


def chunk(header, number, last, content, said=None, key=KEY):
    head = struct.pack(">IBI", number, last, len(content))
    nonce = hashlib.sha256(b"%d/%d" % (number, last)).digest()[:12]
    sealed = AESGCM(key).encrypt(nonce, content, hashlib.sha256(header).digest() + head)
    return (said or head) + nonce + sealed


def make(directory, private):
    out = pathlib.Path(directory)
    header = head_of(private)
    good = [chunk(header, i, i == 2, c) for i, c in enumerate(CONTENT)]
    other = head_of(private)
    flipped = bytearray(good[0])
    flipped[25] ^= 1
    vectors = {
        "good-three-chunks": header + b"".join(good),
        "good-one-empty-chunk": header + chunk(header, 0, 1, b""),
        "bad-R1-1-magic": head_of(private, magic=b"EMNTRET2") + b"".join(good),
        "bad-R1-1-suite": head_of(private, suite=2) + b"".join(good),
        "bad-R1-2-another-key": head_of(private, flip=True) + b"".join(good),
        "bad-R1-3-short-key": head_of(private, key=KEY[:16]) + b"".join(good),
        "bad-R1-4-flag": header + good[0] + chunk(header, 1, 2, b"") + good[2],
        "bad-R1-4-length": header
        + chunk(header, 0, 0, b"x", said=struct.pack(">IBI", 0, 0, 64 * 1024 * 1024 + 1)),
        "bad-R1-5-reordered": header + good[1] + good[0] + good[2],
        "bad-R1-5-missing": header + good[0] + good[2],
        "bad-R1-5-twice": header + good[0] + good[0] + good[1] + good[2],
        "bad-R1-6-renumbered": header
        + good[0]
        + struct.pack(">IBI", 1, 1, len(CONTENT[2]))
        + good[2][9:],
        "bad-R1-6-flag-moved": header + good[0][:4] + b"\x01" + good[0][5:],
        "bad-R1-6-of-another-package": other + b"".join(good),
        "bad-R1-6-bit": header + bytes(flipped) + good[1] + good[2],
        "bad-R1-7-truncated": header + good[0] + good[1],
        "bad-R1-7-cut-within": (header + b"".join(good))[:-1],
        "bad-R1-7-longer": header + b"".join(good) + b"\x00",
        "bad-R1-7-nothing": b"",
    }
    for old in out.glob("*.emanet"):
        old.unlink()
    for name, content in vectors.items():
        (out / (name + ".emanet")).write_bytes(content)


def check(directory, private):
    paths = sorted(pathlib.Path(directory).glob("*.emanet"))
    wrong = 0
    for path in paths:
        try:
            content = b"".join(chunks(io.BytesIO(path.read_bytes()), private))
            expected = b"" if "empty" in path.name else b"".join(CONTENT)
            got = "good" if content == expected else "other content"
        except Refused as e:
            got = "bad-" + str(e).split(":")[0]
        if not path.name.startswith(got):
            wrong += 1
            print("%s: %s" % (path.name, got))
    print("%d vectors, %d wrong" % (len(paths), wrong))
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("check", "make"):
        sys.exit(__doc__)
    with open(sys.argv[3], "rb") as file:
        pem = serialization.load_pem_private_key(file.read(), None)
    sys.exit({"check": check, "make": make}[sys.argv[1]](sys.argv[2], pem))
