"""Misbehaviour of the long connection that a test turns on and off while it runs."""

from dataclasses import dataclass, field


@dataclass
class DownloadModes:
    slow: float = 0.0  # seconds before the body
    cut: bool = False  # the connection breaks in the middle
    huge: int = 0  # bytes: so many are sent, whatever the file is
    no_length: bool = False  # without Content-Length


@dataclass
class HubModes:
    swallow_pings: bool = False
    swallow_acks: bool = False
    late_acks: float = 0.0  # seconds
    shuffle_acks: bool = False  # every second ack waits, so that the next overtakes it
    raw_controls: bool = False  # raw line breaks and bells inside the texts of a frame
    half_open: bool = False  # reads, never answers
    silence: float = 90.0  # seconds without a ping until the hub closes
    downloads: DownloadModes = field(default_factory=DownloadModes)
