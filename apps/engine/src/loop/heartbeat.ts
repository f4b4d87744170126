/** Milliseconds between two heartbeats of a part of the engine. The age of its status row is at most this, plus the duration of one run of that part. */
export const HEARTBEAT_MS = 2_000
/** A timer may fire up to this many ms too early. So a heartbeat may come this much too early; otherwise a loop would skip it and wait again. */
const EARLY_MS = 20

/** Returns a function that calls `beat` if the last call was at least `HEARTBEAT_MS` ago, less `EARLY_MS`. */
export function heartbeat({ nowMs, beat }: { nowMs: () => number; beat: () => Promise<void> }): () => Promise<void> {
  let lastAtMs = nowMs()
  return async () => {
    if (nowMs() - lastAtMs < HEARTBEAT_MS - EARLY_MS) return
    lastAtMs = nowMs()
    await beat()
  }
}
