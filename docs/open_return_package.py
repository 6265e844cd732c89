#!/usr/bin/env python3
"""Opens a return package (docs/spec/return-package-v1.md) with its tenant's private key.

    open_return_package.py PACKAGE.emanet PRIVATE.pem OUT.zip

Writes the zip that is inside, chunk by chunk, and says what the receipt takes. Needs Python's
`cryptography`; shares no code with Emanet.
"""

import hashlib
import os
import struct
import sys
import zipfile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC, SUITE, MOST = b"EMNTRET1", 1, 64 * 1024 * 1024


class Refused(Exception):
    pass


def exactly(source, length, what):
    got = source.read(length)
    if len(got) != length:
        raise Refused("R1-7: it ends within " + what)
    return got


def header(source, private):
    """R1-1 to R1-3: the content key, and the hash that binds chunks to this package."""
    fixed = exactly(source, 43, "its header")
    magic, suite, fingerprint, length = struct.unpack(">8sB32sH", fixed)
    if magic != MAGIC:
        raise Refused("R1-1: no return package of this version")
    if suite != SUITE:
        raise Refused("R1-1: a suite that is not known")
    spki = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    if hashlib.sha256(spki).digest() != fingerprint:
        raise Refused("R1-2: it is sealed to another key")
    if length != private.key_size // 8:
        raise Refused("R1-3: a wrapped key of another length")
    wrapped = exactly(source, length, "its header")
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    try:
        key = private.decrypt(wrapped, oaep)
    except ValueError:
        raise Refused("R1-3: the wrapped key does not open") from None
    if len(key) != 32:
        raise Refused("R1-3: a content key of another length")
    return AESGCM(key), hashlib.sha256(fixed + wrapped).digest()


def chunks(source, private):
    """R1-4 to R1-7: the content, chunk by chunk; nothing is given that was not authenticated."""
    cipher, bound = header(source, private)
    number = 0
    while True:
        head = exactly(source, 9, "a chunk's head")
        said, last, length = struct.unpack(">IBI", head)
        if said != number:
            raise Refused("R1-5: chunk %d stands where %d is due" % (said, number))
        if last > 1 or length > MOST:
            raise Refused("R1-4: no head of a chunk")
        nonce = exactly(source, 12, "a chunk")
        sealed = exactly(source, length + 16, "a chunk")
        try:
            yield cipher.decrypt(nonce, sealed, bound + head)
        except InvalidTag:
            raise Refused("R1-6: chunk %d is not what was sealed" % number) from None
        if last:
            if source.read(1):
                raise Refused("R1-7: something follows the last chunk")
            return
        number += 1


def main(package, key, out):
    with open(key, "rb") as file:
        private = serialization.load_pem_private_key(file.read(), None)
    whole = hashlib.sha256()
    with open(package, "rb") as source:
        for block in iter(lambda: source.read(1 << 20), b""):
            whole.update(block)
        source.seek(0)
        partial = out + ".part"
        try:
            with open(partial, "wb") as target:
                for content in chunks(source, private):
                    target.write(content)
            os.replace(partial, out)  # only once it is known to be whole
        finally:
            if os.path.exists(partial):
                os.remove(partial)
    print("sha256  ", whole.hexdigest())
    with zipfile.ZipFile(out) as inside:
        print("manifest", hashlib.sha256(inside.read("manifest.json")).hexdigest())
        print("files   ", len(inside.namelist()))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except Refused as e:
        sys.exit("refused: %s" % e)
