#!/usr/bin/env python3
"""An independent reader and writer of envelope format 1, written from docs/spec/envelope-v1.md.

    envelope_v1.py check DIR   opens every good vector in DIR and refuses every bad one
    envelope_v1.py make DIR    writes the vectors anew, from fixed seeds

It shares no code with the product, and needs Python's `cryptography`.
"""

import hashlib
import hmac
import pathlib
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC, VERSION, SUITE, BLOCK = b"EMNT", 1, 1, 64
HEADER = struct.Struct(">4sBBI32s")
WRAPPED = struct.Struct(">BI12s")
PURPOSE = {"person": "dek", "case": "case-key"}
NUMBERS = {"version", "kekVersion", "dekVersion", "destroyedUpTo"}
TEXTS = {"failure", "sentence", "expect", "kind", "tenant", "owner", "category", "record"}


class Tampered(Exception):
    pass


class Destroyed(Exception):
    pass


def parts(*items):
    """V1-2"""
    return b"".join(struct.pack(">I", len(item)) + item for item in items)


def text(value):
    return value.encode("utf-8")


def u32(number):
    return struct.pack(">I", number)


def u64(number):
    return struct.pack(">Q", number)


def derive(seed):
    """V1-9"""
    info = parts(text("emanet record key"), u32(SUITE))
    material = HKDF(algorithm=SHA256(), length=64, salt=None, info=info).derive(seed)
    return material[:32], material[32:]


def dek_context(v):
    slot = "case" if v["kind"] == "case" else v["category"]
    return parts(
        text(PURPOSE[v["kind"]]),
        text(v["tenant"]),
        text(v["owner"]),
        text(slot),
        u32(v["dekVersion"]),
        u32(v["kekVersion"]),
    )


def record_aad(v, header):
    return parts(
        text("record"),
        text(v["tenant"]),
        text(v["owner"]),
        text(v["category"]),
        text(v["record"]),
        u64(v["version"]),
        header,
    )


def wrap(kek, nonce, context, material, kek_version):
    return WRAPPED.pack(1, kek_version, nonce) + AESGCM(kek).encrypt(nonce, material, context)


def unwrap(v):
    """V1-10, V1-11"""
    wrapped = v["wrapped"]
    if len(wrapped) != WRAPPED.size + 64 + 16:
        raise Tampered("length of the wrapped key")
    form, kek_version, nonce = WRAPPED.unpack_from(wrapped)
    if form != 1 or kek_version != v["kekVersion"]:
        raise Tampered("form or KEK of the wrapped key")
    try:
        material = AESGCM(v["kek"]).decrypt(nonce, wrapped[WRAPPED.size :], dek_context(v))
    except InvalidTag:
        raise Tampered("wrapped key") from None
    return material[:32], material[32:]


def pad(plaintext):
    """V1-17"""
    return plaintext + b"\x80" + bytes(-(len(plaintext) + 1) % BLOCK)


def unpad(padded):
    stripped = padded.rstrip(b"\x00")
    if not stripped.endswith(b"\x80") or pad(stripped[:-1]) != padded:
        raise Tampered("padding")
    return stripped[:-1]


def seal(v, padded):
    header = HEADER.pack(MAGIC, VERSION, SUITE, v["dekVersion"], v["commitment"])
    v["aad"] = record_aad(v, header)
    return header + v["nonce"] + AESGCM(v["kEnc"]).encrypt(v["nonce"], padded, v["aad"])


def open_record(v):
    sealed = v["sealed"]
    if sealed[:4] != MAGIC:
        raise Tampered("magic")
    if sealed[4:5] != bytes([VERSION]):
        raise Tampered("version")
    body = len(sealed) - HEADER.size - 12 - 16
    if body < BLOCK or body % BLOCK:
        raise Tampered("length")
    _, _, suite, dek_version, commitment = HEADER.unpack_from(sealed)
    if suite != SUITE:
        raise Tampered("suite")
    if not 1 <= dek_version < 2**31:
        raise Tampered("DEK version")
    if dek_version <= v["destroyedUpTo"]:
        raise Destroyed()
    if dek_version != v["dekVersion"]:
        raise Tampered("unknown DEK version")
    k_enc, committed = unwrap(v)
    if not hmac.compare_digest(committed, commitment):
        raise Tampered("commitment")
    nonce = sealed[HEADER.size : HEADER.size + 12]
    try:
        padded = AESGCM(k_enc).decrypt(
            nonce, sealed[HEADER.size + 12 :], record_aad(v, sealed[: HEADER.size])
        )
    except InvalidTag:
        raise Tampered("record") from None
    return unpad(padded)


# --- vectors -------------------------------------------------------------------------------------


def read(path):
    v = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition(":")
            value = value.strip()
            v[name] = (
                value
                if name in TEXTS
                else int(value) if name in NUMBERS else bytes.fromhex(value)
            )
    return v


def write(path, title, v):
    lines = ["# " + title]
    for name, value in v.items():
        shown = value.hex() if isinstance(value, bytes) else str(value)
        lines.append(f"{name}: {shown}".rstrip())
    path.write_text("\n".join(lines) + "\n", "utf-8")


def check(directory):
    wrong = 0
    paths = sorted(pathlib.Path(directory).glob("*.txt"))
    for path in paths:
        v = read(path)
        try:
            got = "open" if open_record(v) == v["plaintext"] else "other plaintext"
        except Destroyed:
            got = "destroyed"
        except Tampered as e:
            got = "tampered"
            if v["expect"] != "tampered":
                print(f"{path.name}: {e}")
        if got != v["expect"]:
            wrong += 1
            print(f"{path.name}: {got}, expected {v['expect']}")
    print(f"{len(paths)} vectors, {wrong} wrong")
    return 1 if wrong or not paths else 0


def fixed(label, length):
    """Bytes that a reader can make again: SHA-256 of the label and a counter."""
    stream = b"".join(
        hashlib.sha256(f"emanet envelope v1/{label}/{i}".encode()).digest()
        for i in range(length // 32 + 1)
    )
    return stream[:length]


def base(plaintext, **changes):
    v = {
        "expect": "open",
        "failure": "none",
        "sentence": "V1-16",
        "kind": "person",
        "tenant": "acme",
        "owner": "0123456789abcdefghjkmnpqrs",
        "category": "identity",
        "record": "main",
        "version": 1,
        "kekVersion": 1,
        "dekVersion": 1,
        "destroyedUpTo": 0,
    }
    v.update(changes)
    v["kek"] = fixed("kek", 32)
    v["seed"] = fixed("seed", 32)
    v["kEnc"], v["commitment"] = derive(v["seed"])
    v["wrapContext"] = dek_context(v)
    v["wrapNonce"] = fixed("wrap nonce", 12)
    v["wrapped"] = wrap(
        v["kek"], v["wrapNonce"], v["wrapContext"], v["kEnc"] + v["commitment"], v["kekVersion"]
    )
    v["nonce"] = fixed("nonce", 12)
    v["plaintext"] = plaintext
    v["padded"] = pad(plaintext)
    v["aad"] = b""
    v["sealed"] = seal(v, v["padded"])
    return v


def flip(content, at):
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def put(content, at, new):
    return content[:at] + new + content[at + len(new) :]


RECORD = (
    '{"firstName":"Ayşe","lastName":"Örnek","nationalId":"10000000146","birthDate":"1990-01-01"}'
).encode("utf-8")


def make(directory):
    out = pathlib.Path(directory)
    for old in out.glob("*.txt"):
        old.unlink()

    def good(name, title, plaintext, **changes):
        write(out / f"good-{name}.txt", title, base(plaintext, **changes))

    good("record", "a record of a person", RECORD)
    good("empty", "no content at all: one block of padding", b"")
    good("one-short-of-a-block", "63 bytes: the mark fills the block", b"x" * 63)
    good("a-block", "64 bytes: the mark starts a second block", b"x" * 64)
    good("zeroes", "content that ends in zeroes keeps them", bytes(100))
    good("mark", "content that ends in the mark keeps it", b"x\x80\x00\x80")
    good("versions", "later versions of everything", RECORD, version=2**40, kekVersion=7, dekVersion=513)
    good("case", "a document under a case's key", RECORD, kind="case", owner="tenant", category="activity", record="payroll")
    good("after-destruction", "a key made after version 1 was destroyed", RECORD, dekVersion=2, destroyedUpTo=1)

    def bad(name, sentence, failure, change, expect="tampered", **changes):
        v = base(RECORD, **changes)
        change(v)
        v.update(expect=expect, failure=failure, sentence=sentence)
        write(out / f"bad-{name}.txt", failure, v)

    def sealed(edit):
        return lambda v: v.update(sealed=edit(v["sealed"]))

    def stored(**fields):
        return lambda v: v.update(fields)

    def resealed(padded):
        return lambda v: v.update(padded=padded(v["plaintext"]), sealed=seal(v, padded(v["plaintext"])))

    bad("magic", "V1-3", "the magic is another", sealed(lambda s: flip(s, 0)))
    bad("empty", "V1-3", "there is nothing", sealed(lambda s: b""))
    bad("magic-alone", "V1-3", "nothing follows the magic", sealed(lambda s: s[:4]))
    bad("version-0", "V1-4", "format 0", sealed(lambda s: put(s, 4, b"\x00")))
    bad("version-2", "V1-4", "a format that is not known", sealed(lambda s: put(s, 4, b"\x02")))
    bad("suite-0", "V1-5", "suite 0", sealed(lambda s: put(s, 5, b"\x00")))
    bad("suite-2", "V1-5", "a suite that is not known", sealed(lambda s: put(s, 5, b"\x02")))
    bad("dek-version-0", "V1-6", "DEK version 0", sealed(lambda s: put(s, 6, u32(0))))
    bad("dek-version-negative", "V1-6", "a DEK version of 2^31", sealed(lambda s: put(s, 6, u32(2**31))))
    bad("dek-version-other", "V1-6", "a DEK version that there never was", sealed(lambda s: put(s, 6, u32(2))))
    bad("header-alone", "V1-7", "nothing follows the header", sealed(lambda s: s[:42]))
    bad("no-block", "V1-7", "a nonce and a tag and no block between", sealed(lambda s: s[:54] + s[-16:]))
    bad("cut-by-a-byte", "V1-7", "the last byte is missing", sealed(lambda s: s[:-1]))
    bad("longer-by-a-byte", "V1-7", "a byte follows the tag", sealed(lambda s: s + b"\x00"))
    bad("cut-by-a-block", "V1-16", "the last block is missing, and the length still fits", sealed(lambda s: s[:-64]))
    bad("longer-by-a-block", "V1-16", "a block follows the tag", sealed(lambda s: s + bytes(64)))
    bad("wrapped-form", "V1-10", "the wrapped key has another form", lambda v: v.update(wrapped=put(v["wrapped"], 0, b"\x02")))
    bad("wrapped-short", "V1-10", "the wrapped key lacks its last byte", lambda v: v.update(wrapped=v["wrapped"][:-1]))
    bad("wrapped-empty", "V1-10", "the wrapped key is empty", lambda v: v.update(wrapped=b""))
    bad("wrapped-key", "V1-10", "a bit of the wrapped key is another", lambda v: v.update(wrapped=flip(v["wrapped"], 20)))
    bad("wrapped-tag", "V1-10", "a bit of the wrapped key's tag is another", lambda v: v.update(wrapped=flip(v["wrapped"], -1)))
    bad("wrapped-nonce", "V1-10", "a bit of the wrapped key's nonce is another", lambda v: v.update(wrapped=flip(v["wrapped"], 5)))
    bad("kek-version", "V1-11", "the wrapped key names another KEK", lambda v: v.update(wrapped=put(v["wrapped"], 1, u32(2))))
    bad("kek", "V1-10", "the KEK is another", stored(kek=fixed("another kek", 32)))

    def wrapped_for(**place):
        def change(v):
            v["wrapped"] = base(RECORD, **place)["wrapped"]

        return change

    bad("wrapped-of-tenant", "V1-10", "the wrapped key is another tenant's", wrapped_for(tenant="other"))
    bad("wrapped-of-person", "V1-10", "the wrapped key is another person's", wrapped_for(owner="zzz3456789abcdefghjkmnpqrs"))
    bad("wrapped-of-category", "V1-10", "the wrapped key is another category's", wrapped_for(category="contact"))
    bad("wrapped-of-version", "V1-10", "the wrapped key is another version's", wrapped_for(dekVersion=2))
    bad("wrapped-of-case", "V1-10", "the wrapped key is a case's", wrapped_for(kind="case"))
    bad("destroyed", "V1-12", "the key was destroyed, though it is still there", stored(destroyedUpTo=1), expect="destroyed")
    bad("destroyed-above", "V1-12", "a later key was destroyed", stored(destroyedUpTo=3), expect="destroyed")

    bad("commitment", "V1-13", "a bit of the commitment is another", sealed(lambda s: flip(s, 10)))
    bad("commitment-last", "V1-13", "the last bit of the commitment is another", sealed(lambda s: flip(s, 41)))

    def recommitted(v):
        v["commitment"] = fixed("another commitment", 32)
        v["sealed"] = seal(v, v["padded"])

    bad("commitment-resealed", "V1-13", "sealed anew under a commitment that is not the key's", recommitted)
    bad("tenant", "V1-14", "it lies in another tenant's place", lambda v: moved(v, tenant="other"))
    bad("person", "V1-14", "it lies in another person's place", lambda v: moved(v, owner="zzz3456789abcdefghjkmnpqrs"))
    bad("category", "V1-14", "it lies in another category's place", lambda v: moved(v, category="contact"))
    bad("record", "V1-14", "it lies in another record's place", stored(record="second"))
    bad("record-version", "V1-14", "it lies in another version's place", stored(version=2))

    def shifted(v):
        v.update(category=v["category"] + v["record"][:1], record=v["record"][1:])
        rewrap(v)

    bad("place-shifted", "V1-14", "the same letters of its place, parted elsewhere", shifted)

    def unheaded(v):
        header = HEADER.pack(MAGIC, VERSION, SUITE, v["dekVersion"], v["commitment"])
        aad = record_aad(v, b"")
        v["sealed"] = header + v["nonce"] + AESGCM(v["kEnc"]).encrypt(v["nonce"], v["padded"], aad)

    bad("header-not-bound", "V1-15", "the header is not in the associated data", unheaded)
    bad("nonce", "V1-16", "a bit of the nonce is another", sealed(lambda s: flip(s, 42)))
    bad("ciphertext", "V1-16", "a bit of the ciphertext is another", sealed(lambda s: flip(s, 54)))
    bad("tag", "V1-16", "a bit of the tag is another", sealed(lambda s: flip(s, -1)))
    bad("padding-absent", "V1-17", "no mark: zeroes only", resealed(lambda p: bytes(64)))
    bad("padding-other-mark", "V1-17", "another mark", resealed(lambda p: p + b"\x01" + bytes(-(len(p) + 1) % 64)))
    bad("padding-not-zero", "V1-17", "a one behind the mark", resealed(lambda p: pad(p)[:-1] + b"\x01"))
    bad("padding-too-long", "V1-17", "a block of padding too many", resealed(lambda p: pad(p) + bytes(64)))


def moved(v, **place):
    """The record put in another's place, whose own key happens to be the same: only the record's
    own binding can tell."""
    v.update(place)
    rewrap(v)


def rewrap(v):
    v["wrapContext"] = dek_context(v)
    v["wrapped"] = wrap(
        v["kek"], v["wrapNonce"], v["wrapContext"], v["kEnc"] + v["commitment"], v["kekVersion"]
    )


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("check", "make"):
        sys.exit(__doc__)
    sys.exit({"check": check, "make": make}[sys.argv[1]](sys.argv[2]))
