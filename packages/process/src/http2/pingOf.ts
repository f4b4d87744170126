import type { Http2Session } from 'node:http2'

/** Asks the other side something small. Calls back with the time until the answer came, or with null when none came. */
export type Ping = (done: (roundTripMs: number | null) => void) => void

/** The ping of an HTTP/2 session; null for a session that is over. */
export function pingOf(session: Http2Session): Ping {
  return (done) => {
    if (session.destroyed) return done(null)
    session.ping((error, durationMs) => done(error === null ? durationMs : null))
  }
}
