import type { OutgoingHttpHeaders, ServerHttp2Stream, ServerStreamResponseOptions } from 'node:http2'

/**
 * Answers a request of the gateway; false when it has been taken back or answered meanwhile. `respond` throws then, also for a stream
 * that is reset and not destroyed yet, and one request that was reset must not end the agent.
 */
export function answerStream(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders, options: ServerStreamResponseOptions): boolean {
  if (stream.destroyed || stream.closed || stream.headersSent) return false
  stream.respond(headers, options)
  return true
}
