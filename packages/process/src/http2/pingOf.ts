import type { Http2Session } from 'node:http2'

/** Sends a small request to the other side. Calls back with the round-trip time in ms, or with null if no answer came. */
export type Ping = (done: (roundTripMs: number | null) => void) => void

/** Returns the function that pings the other side of an HTTP/2 session. After the session has ended, this function calls back with null. */
export function pingOf(session: Http2Session): Ping {
  return (done) => {
    if (session.destroyed) return done(null)
    session.ping((error, durationMs) => done(error === null ? durationMs : null))
  }
}
