"""What the clock does: open assignments, escalate, compose the digest, queue, deliver, seal, audit."""
