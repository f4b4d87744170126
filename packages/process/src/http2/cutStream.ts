import { constants, type Http2Stream } from 'node:http2'
import type { Duplex } from 'node:stream'

/**
 * Ends a stream at once, even with unsent bytes; safe to repeat. An HTTP/2 stream is always reset with CANCEL. Node's plain `close()` of a stream
 * with unsent bytes makes the session write empty frames until memory runs out, and `destroy()` can end the whole session. `cutStream.test.ts` tests
 * both.
 */
export function cutStream(stream: Duplex): void {
  if (stream.destroyed) return
  if (isHttp2(stream)) stream.close(constants.NGHTTP2_CANCEL)
  else stream.destroy()
}

function isHttp2(stream: Duplex): stream is Http2Stream {
  return 'rstCode' in stream
}
