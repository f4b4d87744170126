import type { Http2Session } from 'node:http2'
import type { Duplex } from 'node:stream'

/**
 * Every `everyMs`, checks whether bytes came over the session's connection since the last check, and if not, pings the other side. If no byte came for
 * `silentMs`, destroys the connection and so the session: a dead connection is noticed after at most `silentMs + everyMs`. Any byte counts, because under load
 * the answer to a ping waits behind bulk data. A check that runs late destroys nothing, because then this process itself was delayed. The checks continue until
 * a closing session has finished.
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
      // Destroys the connection, which ends the HTTP/2 session too. If the session itself were destroyed, it could wait for a write that never ends, or write
      // again after it was destroyed.
      line.destroy()
    } else session.ping(() => {})
  }, everyMs)
  session.once('close', () => clearInterval(timer))
}
