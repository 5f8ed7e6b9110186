"""How the parent and the drawing child speak: a length, then a pickle."""

import pickle
import struct

HEADER = struct.Struct("!Q")


def frame(content: object) -> bytes:
    body = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(body)) + body
