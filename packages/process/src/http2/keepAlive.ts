import type { Http2Session } from 'node:http2'
import type { Duplex } from 'node:stream'

/**
 * Looks every `everyMs` whether bytes came over the session's line, pings the other side when none did, and destroys the line, and so the session, when none came for
 * `silentMs`: a dead line lasts at most `silentMs + everyMs`. Any byte counts, since under load the answer to a ping queues behind bulk.
 * A look that comes late means that this process was held up itself, and accuses nobody. It goes on while a closed session finishes.
 */
export function keepAlive(
  session: Http2Session,
  line: Duplex & { bytesRead: number },
  { everyMs, silentMs }: { everyMs: number; silentMs: number },
): void {
  let lookedAtMs = performance.now()
  let heardAtMs = lookedAtMs
  let heardBytes = -1
  const timer = setInterval(() => {
    if (session.destroyed) return
    const nowMs = performance.now()
    const bytes = line.bytesRead
    const heldUp = nowMs - lookedAtMs > 2 * everyMs
    lookedAtMs = nowMs
    if (bytes !== heardBytes || heldUp) {
      heardBytes = bytes
      heardAtMs = nowMs
    } else if (nowMs - heardAtMs >= silentMs) {
      // The line, and the session goes with it: destroyed by itself it would wait for a write that is under way and never ends, or write once more beside it.
      line.destroy()
    } else session.ping(() => {})
  }, everyMs)
  session.once('close', () => clearInterval(timer))
}
