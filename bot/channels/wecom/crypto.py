"""WeCom's encryption of callbacks and of files sent to the bot: AES-256-CBC, padded to multiples of 32 bytes.

A callback's plaintext is 16 random bytes, the length of the message in UTF-8 as 4 bytes big-endian, the message, and
the id of its receiver. https://developer.work.weixin.qq.com/document/path/90968
"""

import base64
import binascii
import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from bot.domain.errors import DubanError

BLOCK = 32  # bytes to which plaintext is padded: twice AES's own block
RANDOM = 16  # bytes before the length
LENGTH = 4  # bytes of the length
KEY_CHARACTERS = 43  # of an EncodingAESKey: 32 bytes of base64 without the "=" at the end


class BadCallback(DubanError):
    """The callback or file was not made by WeCom for this receiver, or was damaged; the text says how for the log."""


class CallbackCrypto:
    """Seals and opens the messages of one callback address.

    `receive_id` is the corp's id for a self-built app, and "" for an internal bot. Whatever is wrong with a callback,
    or with the key, raises BadCallback.
    """

    def __init__(self, token: str, encoding_aes_key: str, receive_id: str) -> None:
        if len(_utf8(encoding_aes_key)) != KEY_CHARACTERS:
            raise BadCallback("the key has not 43 characters")
        self._token = _utf8(token)
        self._key = _key(encoding_aes_key)
        self._receive_id = _utf8(receive_id)

    def seal(self, plaintext: str, random16: bytes) -> str:
        """Base64 of the ciphertext. `random16`: 16 bytes, new for each message."""
        if len(random16) != RANDOM:
            raise BadCallback("not 16 random bytes")
        message = _utf8(plaintext)
        length = len(message).to_bytes(LENGTH, "big")
        return base64.b64encode(
            _encrypted(self._key, random16 + length + message + self._receive_id)
        ).decode()

    def sign(self, timestamp: str, nonce: str, ciphertext: str) -> str:
        """In hexadecimal, lower case."""
        parts = sorted((self._token, _utf8(timestamp), _utf8(nonce), _utf8(ciphertext)))
        return hashlib.sha1(b"".join(parts)).hexdigest()  # the platform's choice

    def open(self, signature: str, timestamp: str, nonce: str, ciphertext: str) -> str:
        """The message. Its age is the caller's to judge: this has no clock."""
        expected = self.sign(timestamp, nonce, ciphertext)
        if not hmac.compare_digest(_utf8(signature), expected.encode()):
            raise BadCallback("wrong signature")
        sealed = _base64(ciphertext)
        if base64.b64encode(sealed) != ciphertext.encode():
            raise BadCallback("base64 with bits beyond its end")
        message, receiver = _parted(_decrypted(self._key, sealed))
        if not hmac.compare_digest(receiver, self._receive_id):
            raise BadCallback("meant for another receiver")
        return _text(message)


def decrypt_media(aes_key_base64: str, data: bytes) -> bytes:
    """A file that was sent to the bot, with the key of its address. Raises BadCallback."""
    _utf8(aes_key_base64)
    return _decrypted(_key(aes_key_base64), data)


def _parted(plaintext: bytes) -> tuple[bytes, bytes]:
    """(message, receiver's id)"""
    begin = RANDOM + LENGTH
    if len(plaintext) < begin:
        raise BadCallback("too short")
    end = begin + int.from_bytes(plaintext[RANDOM:begin], "big")
    if end > len(plaintext):
        raise BadCallback("its length runs past its end")
    return plaintext[begin:end], plaintext[end:]


def _encrypted(key: bytes, plaintext: bytes) -> bytes:
    pad = BLOCK - len(plaintext) % BLOCK
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    return encryptor.update(plaintext + bytes([pad]) * pad) + encryptor.finalize()


def _decrypted(key: bytes, ciphertext: bytes) -> bytes:
    """Padding is judged in full: a damaged last block must not pass as a shorter message."""
    if not ciphertext or len(ciphertext) % BLOCK:
        raise BadCallback("no whole number of blocks")
    decryptor = Cipher(AES(key), CBC(key[:16])).decryptor()
    padded = decryptor.update(ciphertext) + decryptor.finalize()
    pad = padded[-1]
    if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise BadCallback("wrong padding")
    return padded[:-pad]


def _key(encoded: str) -> bytes:
    """32 bytes, with or without the "=" at the end. The last character of a random key carries bits beyond them, which
    are nobody's."""
    key = _base64(encoded if encoded.endswith("=") else f"{encoded}=")
    if len(key) != BLOCK:
        raise BadCallback("the key has not 32 bytes")
    return key


def _base64(encoded: str) -> bytes:
    """Strict: neither other characters nor padding in other places."""
    try:
        return base64.b64decode(encoded, validate=True)
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadCallback("no base64") from error


def _utf8(text: str) -> bytes:
    """Of a stranger's text, too, which may hold half a surrogate pair."""
    try:
        return text.encode("utf-8")
    except (UnicodeEncodeError, AttributeError) as error:
        raise BadCallback("no text") from error


def _text(message: bytes) -> str:
    try:
        return message.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadCallback("no UTF-8") from error
