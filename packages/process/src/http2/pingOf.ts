import type { Http2Session } from 'node:http2'
import type { Ping } from '../tunnel/tunnelLine.ts'

/** The ping of an HTTP/2 session; null for a session that is over. */
export function pingOf(session: Http2Session): Ping {
  return (done) => {
    if (session.destroyed) return done(null)
    session.ping((error, durationMs) => done(error === null ? durationMs : null))
  }
}
