import type { ServerHttp2Stream } from 'node:http2'

/** Resolves when a stream can take bytes again, or was closed. */
export function drained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done)
      resolve()
    }
    stream.once('drain', done).once('close', done)
  })
}
