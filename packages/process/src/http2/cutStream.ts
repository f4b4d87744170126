import { constants, type Http2Stream } from 'node:http2'
import type { Duplex } from 'node:stream'

/**
 * Ends a stream at once, whatever is still on its way; safe to repeat. An HTTP/2 stream is always reset with CANCEL: Node's
 * plain `close()` of a stream with bytes still to send makes the session write empty frames for ever, until memory is gone, and
 * `destroy()` can end the whole session. `cutStream.test.ts` holds both sides of that.
 */
export function cutStream(stream: Duplex): void {
  if (stream.destroyed) return
  if (isHttp2(stream)) stream.close(constants.NGHTTP2_CANCEL)
  else stream.destroy()
}

function isHttp2(stream: Duplex): stream is Http2Stream {
  return 'rstCode' in stream
}
