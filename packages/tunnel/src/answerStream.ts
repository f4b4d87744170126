import type { OutgoingHttpHeaders, ServerHttp2Stream, ServerStreamResponseOptions } from 'node:http2'

/**
 * Answers a request of the gateway. Returns false if the request was cancelled or already answered. In these cases, and for a stream that is reset but not
 * destroyed yet, `respond` would throw and end the agent.
 */
export function answerStream(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders, options: ServerStreamResponseOptions): boolean {
  if (stream.destroyed || stream.closed || stream.headersSent) return false
  stream.respond(headers, options)
  return true
}
