import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { type Language, languages } from '@infinitio/domain'
import type { WebTerminal } from '../ssh/webTerminal.ts'
import { answerStream } from '@infinitio/tunnel'
import { placeFrom, placeHeaders } from '../logs/streamPlace.ts'

/** Reads the terminal's size from a request's headers; 80 × 24 when the headers have no valid size. */
export function terminalSize(headers: IncomingHttpHeaders): { columns: number; rows: number } {
  const read = (name: string, otherwise: number): number => {
    const value = Number(headers[name])
    return Number.isSafeInteger(value) && value > 0 && value <= 1_000 ? value : otherwise
  }
  return { columns: read('x-columns', 80), rows: read('x-rows', 24) }
}

/** Returns the number of the shell that a request is about. If there is no number, returns 1 (the first shell), because older gateways send none. */
export function shellOf(headers: IncomingHttpHeaders): number {
  const { 'x-shell': shell } = headers
  return shell === undefined ? 1 : Number(shell)
}

/** Returns the language of the page that sent a request. Returns English if the request has no known language, because older gateways send none. */
export function languageOf({ 'x-language': asked }: IncomingHttpHeaders): Language {
  return languages.find((language) => language === asked) ?? 'en'
}

/**
 * Connects one tunnel stream to a web terminal of the lease. The request body contains the keystrokes, the response body the output, and the trailers the exit
 * status of the shell. If the stream closes, the shell continues.
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
  /** The numbers of the running shells, for the answer's headers. */
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
    languageOf(headers),
  )
  stream.on('drain', () => view.resumed())
  stream.on('data', (bytes: Buffer) => view.input(bytes))
  stream.once('close', () => view.leave())
  if (stream.destroyed) view.leave()
}
