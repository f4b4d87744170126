import type { Http2Session } from 'node:http2'

/**
 * Pings the other side of a session every `everyMs` and destroys the session when a ping is not answered before the next is due:
 * a half-open connection lasts at most twice that time. It goes on while a closed session finishes its last streams.
 */
export function keepAlive(session: Http2Session, everyMs: number): void {
  let waiting = false
  const timer = setInterval(() => {
    if (session.destroyed) return
    if (waiting) return session.destroy()
    waiting = true
    session.ping((error) => {
      if (error === null) waiting = false
    })
  }, everyMs)
  session.once('close', () => clearInterval(timer))
}
