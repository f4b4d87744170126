import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import type { WebTerminal } from '../ssh/webTerminal.ts'
import { answerStream } from './answerStream.ts'
import { placeFrom, placeHeaders } from '../logs/streamPlace.ts'

/** The size a terminal request carries in its headers; 80 × 24 where it says nothing sensible. */
export function terminalSize(headers: IncomingHttpHeaders): { columns: number; rows: number } {
  const read = (name: string, otherwise: number): number => {
    const value = Number(headers[name])
    return Number.isSafeInteger(value) && value > 0 && value <= 1_000 ? value : otherwise
  }
  return { columns: read('x-columns', 80), rows: read('x-rows', 24) }
}

/** Which shell of the lease a request is about: the first where it does not say, as a gateway of before does not. */
export function shellOf(headers: IncomingHttpHeaders): number {
  const { 'x-shell': shell } = headers
  return shell === undefined ? 1 : Number(shell)
}

/**
 * Joins one tunnel stream to a web terminal of the lease: the request's body is keystrokes, the answer's body is output, and the
 * trailers say how the shell ended. Closing the stream leaves the shell running.
 */
export async function serveTerminalStream({
  stream,
  terminal,
  headers,
  running,
}: {
  stream: ServerHttp2Stream
  terminal: WebTerminal
  headers: IncomingHttpHeaders
  /** The numbers of the shells that run now, for the answer to say. */
  running: () => readonly number[]
}): Promise<void> {
  let ending: Record<string, string> = {}
  stream.on('wantTrailers', () => stream.sendTrailers(ending))
  const view = await terminal.view(
    {
      began: (place) =>
        void answerStream(stream, { ':status': 200, ...placeHeaders(place), 'x-shells': running().join(',') }, { waitForTrailers: true }),
      output: (bytes) => stream.destroyed || stream.writableEnded || stream.write(bytes),
      exited: (exit) => {
        ending = exit.signal === null ? { 'x-exit-code': String(exit.code) } : { 'x-exit-signal': exit.signal }
        stream.end()
      },
    },
    terminalSize(headers),
    placeFrom(headers),
  )
  stream.on('drain', () => view.resumed())
  stream.on('data', (bytes: Buffer) => view.input(bytes))
  stream.once('close', () => view.leave())
  if (stream.destroyed) view.leave()
}
