"""The clock's work: open assignments, escalate, compose the digest, queue, deliver, seal, audit."""
