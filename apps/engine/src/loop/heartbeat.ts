/** Milliseconds between two heartbeats of a part of the engine. The age of its status row is at most this, plus the duration of one run of that part. */
export const HEARTBEAT_MS = 2_000

/** Returns a function that calls `beat` if the last call was at least `HEARTBEAT_MS` ago. */
export function heartbeat({ nowMs, beat }: { nowMs: () => number; beat: () => Promise<void> }): () => Promise<void> {
  let lastAtMs = nowMs()
  return async () => {
    if (nowMs() - lastAtMs < HEARTBEAT_MS) return
    lastAtMs = nowMs()
    await beat()
  }
}
