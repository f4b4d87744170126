import type { OutgoingHttpHeaders, ServerHttp2Stream, ServerStreamResponseOptions } from 'node:http2'

/**
 * Answers a request of the gateway. Returns false, and does nothing, if the request was cancelled or already answered, or if its stream is reset but not
 * destroyed yet: `respond` would throw then and end the agent.
 */
export function answerStream(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders, options: ServerStreamResponseOptions): boolean {
  if (stream.destroyed || stream.closed || stream.headersSent) return false
  stream.respond(headers, options)
  return true
}
