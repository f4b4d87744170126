import { open } from 'node:fs/promises'
import type { ServerHttp2Stream } from 'node:http2'
import { answerStream } from '@infinitio/tunnel'
import { drained } from './drained.ts'
import { placeHeaders, type StreamPlace } from '../logs/streamPlace.ts'

const tailBytes = 64 * 1024
/** A page that missed more bytes than this gets only the end of the log, like a new page. */
const mostMissedBytes = 1024 * 1024
const lookEveryMs = 250

/**
 * Sends the last 64 KiB of a lease's log, then everything that is added, until either side closes the stream. A page that reconnects sends its position
 * (`from`) and, instead of the last 64 KiB, gets the part that it missed, if that is at most 1 MiB. If the log was emptied, reads it again from its start.
 * Rejects when the log cannot be read.
 */
export async function serveLogStream({
  stream,
  logFile,
  from,
}: {
  stream: ServerHttp2Stream
  logFile: string
  from: StreamPlace | null
}): Promise<void> {
  const file = await open(logFile, 'r')
  const { size, ino } = await file.stat()
  const run = ino.toString(16)
  let position = from?.run === run && from.offset <= size && size - from.offset <= mostMissedBytes ? from.offset : Math.max(0, size - tailBytes)
  if (!answerStream(stream, { ':status': 200, ...placeHeaders({ run, offset: position }) }, {})) return file.close()
  stream.resume()
  const buffer = Buffer.alloc(16 * 1024)
  try {
    while (!stream.destroyed && !stream.writableEnded) {
      if ((await file.stat()).size < position) position = 0
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
      position += bytesRead
      if (bytesRead === 0) await pause(stream, lookEveryMs)
      else if (!stream.write(Buffer.from(buffer.subarray(0, bytesRead)))) await drained(stream)
    }
  } finally {
    await file.close()
  }
}

function pause(stream: ServerHttp2Stream, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      stream.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    stream.once('close', done)
  })
}
