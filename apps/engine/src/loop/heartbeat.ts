/** How often a room says that it is alive: updated_at of its status row is at most this much older than now, plus one run. */
export const HEARTBEAT_MS = 2_000

/** Returns a function that calls `beat` when the last call was `HEARTBEAT_MS` ago or more. */
export function heartbeat({ nowMs, beat }: { nowMs: () => number; beat: () => Promise<void> }): () => Promise<void> {
  let lastAtMs = nowMs()
  return async () => {
    if (nowMs() - lastAtMs < HEARTBEAT_MS) return
    lastAtMs = nowMs()
    await beat()
  }
}
