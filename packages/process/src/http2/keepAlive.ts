import type { Http2Session } from 'node:http2'

/**
 * Looks every `everyMs` whether bytes came from the other side, pings it when none did, and destroys the session when none came for
 * `silentMs`: a dead line lasts at most `silentMs + everyMs`. Any byte counts, since under load the answer to a ping queues behind bulk.
 * A look that comes late means that this process was held up itself, and accuses nobody. It goes on while a closed session finishes.
 */
export function keepAlive(session: Http2Session, { everyMs, silentMs }: { everyMs: number; silentMs: number }): void {
  let lookedAtMs = performance.now()
  let heardAtMs = lookedAtMs
  let heardBytes = -1
  const timer = setInterval(() => {
    if (session.destroyed) return
    const nowMs = performance.now()
    const bytes = session.socket.bytesRead
    const heldUp = nowMs - lookedAtMs > 2 * everyMs
    lookedAtMs = nowMs
    if (bytes !== heardBytes || heldUp) {
      heardBytes = bytes
      heardAtMs = nowMs
    } else if (nowMs - heardAtMs >= silentMs) session.destroy()
    else session.ping(() => {})
  }, everyMs)
  session.once('close', () => clearInterval(timer))
}
