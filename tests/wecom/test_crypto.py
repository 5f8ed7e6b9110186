"""Callbacks and media: known answers of other programs, and everything that a right crypto refuses."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wecom.crypto import BadCallback, CallbackCrypto, decrypt_media

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
KNOWN = [*VECTORS["kat"], *VECTORS["official_samples"]]
TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"
RANDOM16 = b"0123456789abcdef"
CRYPTO = CallbackCrypto(TOKEN, KEY, CORP)


def crypto_of(vector: Mapping[str, Any]) -> CallbackCrypto:
    return CallbackCrypto(vector["token"], vector["encoding_aes_key"], vector["receiveid"])


def encrypted(padded: bytes, key: bytes) -> bytes:
    """Without our own code, and without a look at the padding."""
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    return encryptor.update(padded) + encryptor.finalize()


def sealed_by_hand(padded: bytes) -> str:
    return base64.b64encode(encrypted(padded, base64.b64decode(f"{KEY}="))).decode()


def envelope(message: bytes, receiver: str = CORP, length: int | None = None) -> bytes:
    told = len(message) if length is None else length
    return RANDOM16 + told.to_bytes(4, "big") + message + receiver.encode()


def padded(plaintext: bytes) -> bytes:
    pad = 32 - len(plaintext) % 32
    return plaintext + bytes([pad]) * pad


def opened(ciphertext: str, crypto: CallbackCrypto = CRYPTO) -> str:
    """Rightly signed, whatever it is."""
    return crypto.open(crypto.sign("1", "2", ciphertext), "1", "2", ciphertext)


@pytest.mark.parametrize("vector", KNOWN, ids=lambda vector: str(vector["name"]))
def test_known_answers_both_ways(vector: Mapping[str, Any]) -> None:
    crypto, when = crypto_of(vector), (vector["timestamp"], vector["nonce"])
    sealed = crypto.seal(vector["plaintext"], bytes.fromhex(vector["random_hex"]))
    assert sealed == vector["encrypt"]
    assert crypto.sign(*when, sealed) == vector["msg_signature"]
    assert crypto.open(vector["msg_signature"], *when, vector["encrypt"]) == vector["plaintext"]


@pytest.mark.parametrize("vector", VECTORS["negative"], ids=lambda vector: str(vector["name"]))
def test_known_forgeries_are_refused(vector: Mapping[str, Any]) -> None:
    with pytest.raises(BadCallback):
        crypto_of(vector).open(
            vector["msg_signature"], vector["timestamp"], vector["nonce"], vector["encrypt"]
        )


@pytest.mark.parametrize("vector", VECTORS["aibot_file"])
def test_files_sent_to_the_bot(vector: Mapping[str, str]) -> None:
    for key in (vector["aeskey_base64"], vector["aeskey_base64"].rstrip("=")):
        body = decrypt_media(key, bytes.fromhex(vector["ciphertext_hex"]))
        assert body.hex() == vector["plaintext_hex"]


@pytest.mark.parametrize("pad", [0, 33, 64, 255])
def test_padding_beyond_its_block_is_refused(pad: int) -> None:
    text = envelope(b"a" * (64 - 20 - len(CORP)))
    wrong = text[:-1] + bytes([pad])
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(wrong))
    key = base64.b64encode(RANDOM16 * 2).decode()
    with pytest.raises(BadCallback):
        decrypt_media(key, encrypted(wrong, RANDOM16 * 2))


def test_padding_of_unequal_bytes_is_refused() -> None:
    right = padded(envelope(b"words"))
    assert opened(sealed_by_hand(right)) == "words"
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(right[:-2] + bytes([right[-2] ^ 1]) + right[-1:]))


@pytest.mark.parametrize("length", [6, 5 + len(CORP) + 1, 2**31, 2**32 - 1, 0, 4])
def test_a_length_that_is_not_the_messages_is_refused(length: int) -> None:
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(padded(envelope(b"words", length=length))))


@pytest.mark.parametrize("text", [b"", b"0123456789", RANDOM16, RANDOM16 + b"\0\0\0"])
def test_what_has_no_room_for_a_length_is_refused(text: bytes) -> None:
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(padded(text)))


@pytest.mark.parametrize(
    "receiver", ["", "wx5823bf96d3bd56c8", "WX5823BF96D3BD56C7", f"{CORP} ", f"{CORP}\0"]
)
def test_another_receiver_is_refused(receiver: str) -> None:
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(padded(envelope(b"words", receiver))))


def test_no_receiver_means_that_there_must_be_none() -> None:
    nobodys = CallbackCrypto(TOKEN, KEY, "")
    assert opened(sealed_by_hand(padded(envelope(b"words", ""))), nobodys) == "words"
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(padded(envelope(b"words"))), nobodys)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: "",
        lambda sealed: sealed + "\n",
        lambda sealed: " " + sealed,
        lambda sealed: sealed[:40] + "\n" + sealed[40:],
        lambda sealed: sealed.replace("=", ""),
        lambda sealed: sealed + "=",
        lambda sealed: sealed[:-1],
        lambda sealed: "=" + sealed,
        lambda sealed: sealed[:-2] + chr(ord(sealed[-2]) + 1) + "=",  # bits beyond the end
        lambda sealed: sealed[:10] + "-" + sealed[11:],
        lambda sealed: sealed[:10] + "督" + sealed[11:],
        lambda sealed: sealed[:10] + "\ud800" + sealed[11:],
        lambda sealed: base64.b64encode(base64.b64decode(sealed)[:-16]).decode(),
        lambda sealed: base64.b64encode(base64.b64decode(sealed)[:-1]).decode(),
    ],
)
def test_base64_is_strict(spoil: Any) -> None:
    sealed = CRYPTO.seal("words of a length", RANDOM16)
    assert sealed.endswith("=")
    with pytest.raises(BadCallback):
        opened(spoil(sealed))


@pytest.mark.parametrize("signature", ["", None, "督办", "\ud800", "0" * 40, b"0" * 40])
def test_a_signature_that_is_none_is_refused(signature: Any) -> None:
    with pytest.raises(BadCallback):
        CRYPTO.open(signature, "1", "2", CRYPTO.seal("words", RANDOM16))


@pytest.mark.parametrize("timestamp", ["督", "\ud800", None])
def test_an_odd_timestamp_or_nonce_is_refused(timestamp: Any) -> None:
    sealed = CRYPTO.seal("words", RANDOM16)
    signature = hashlib.sha1(b"anything").hexdigest()
    for at, nonce in ((timestamp, "2"), ("1", timestamp)):
        with pytest.raises(BadCallback):
            CRYPTO.open(signature, at, nonce, sealed)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BadCallback):
        opened(sealed_by_hand(padded(envelope("督办".encode()[:-1]))))


@pytest.mark.parametrize(
    "key", ["", KEY[:-1], f"{KEY}=", f"{KEY[:-1]}督", f"{KEY[:-1]}=", f"{KEY[:-1]}-", None]
)
def test_a_key_that_is_none_is_refused(key: Any) -> None:
    with pytest.raises(BadCallback):
        CallbackCrypto(TOKEN, key, CORP)


@pytest.mark.parametrize(
    ("key", "size"),
    [("", 32), ("AAEC", 32), (f"{KEY}==", 32), (None, 32), ("督" * 44, 32), (KEY, 0), (KEY, 16), (KEY, 31)],
)
def test_media_that_cannot_be_decrypted_is_refused(key: Any, size: int) -> None:
    with pytest.raises(BadCallback):
        decrypt_media(key, bytes(size))


@given(st.text(), st.binary(min_size=16, max_size=16), st.text(st.characters(codec="ascii")))
def test_what_was_sealed_opens_as_it_was(message: str, random16: bytes, receiver: str) -> None:
    crypto = CallbackCrypto(TOKEN, KEY, receiver)
    assert opened(crypto.seal(message, random16), crypto) == message


@given(st.binary(max_size=200))
def test_nothing_but_the_one_exception_comes_of_any_bytes(body: bytes) -> None:
    for ciphertext in (base64.b64encode(body).decode(), body.decode("latin-1")):
        with pytest.raises(BadCallback):
            opened(ciphertext)
