"""The callbacks' AES, written from the published algorithm and sharing no line with the client's.

key = base64(EncodingAESKey + "="), IV = key[:16], AES-256-CBC; inside: 16 random bytes, the length as big-endian
32 bits, the message, the receiver's id; padded to 32.
"""

import base64
import hashlib
import struct
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


def _cipher(aes_key: str) -> Cipher[Any]:
    key = base64.b64decode(aes_key + "=")
    return Cipher(algorithms.AES256(key), modes.CBC(key[:16]))


def encrypt(aes_key: str, random16: bytes, message: bytes, receive_id: str) -> str:
    plain = random16 + struct.pack(">I", len(message)) + message + receive_id.encode()
    missing = BLOCK - len(plain) % BLOCK
    sealing = _cipher(aes_key).encryptor()
    return base64.b64encode(sealing.update(plain + bytes([missing]) * missing) + sealing.finalize()).decode()


def decrypt(aes_key: str, sealed: str, receive_id: str) -> bytes:
    """The message; ValueError for anything that is wrong."""
    opening = _cipher(aes_key).decryptor()
    plain = opening.update(base64.b64decode(sealed, validate=True)) + opening.finalize()
    pad = plain[-1] if plain else 0
    if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
        raise ValueError("padding")
    inside = plain[16:-pad]
    length = int.from_bytes(inside[:4], "big")
    if inside[4 + length :] != receive_id.encode():
        raise ValueError("receive_id")
    return inside[4 : 4 + length]


def signature(*parts: str) -> str:
    """Of token, timestamp, nonce and ciphertext, in whatever order they are given."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()
