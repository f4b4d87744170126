import { appendFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { endpoints } from '../../src/app.ts'

/** A request that a test sent and the API's answer, from which an example of the API document can be made. */
export type Recorded = {
  readonly name: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  /** The JSON of the answer, or the start of a text. Null for an answer of another type, such as a PDF file. */
  readonly answer: unknown
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Limits on what is recorded, because load tests send thousands of requests. Only the first `mostOfEach` requests of one operation are recorded, and only
 * records (lines of JSON) shorter than `mostBytes` characters.
 */
const mostOfEach = 12
const mostBytes = 200_000
const mostText = 2_000
const shapes = endpoints.map(({ name, method, path }) => ({
  name,
  method: method.toUpperCase(),
  pattern: new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  isExact: !path.includes('{'),
}))

/**
 * Returns a listener that serves requests like the given one. If `EXAMPLES_FILE` is set, it also appends each successful answer to that file as a line of JSON.
 * `writeExamples.ts` reads the file.
 */
export function recordExamples(listener: Listener, file = process.env['EXAMPLES_FILE']): Listener {
  if (file === undefined) return listener
  const counts = new Map<string, number>()
  return (request, response) => {
    askForPlainText(request)
    const sent = chunksOf(request, 'push')
    const answered = [...['write', 'end'].map((name) => chunksOf(response, name as 'write' | 'end'))]
    // Wait for `close` and not for `finish`: a stream of events ends only when the reader closes it, so it never finishes.
    response.once('close', () => {
      const name = nameOf(request)
      const count = name === null ? mostOfEach : (counts.get(name) ?? 0)
      if (name === null || count >= mostOfEach || response.statusCode >= 300) return
      counts.set(name, count + 1)
      const recorded: Recorded = {
        name,
        path: (request.url ?? '').replace('/api/v1', ''),
        body: jsonOf(sent),
        status: response.statusCode,
        answer: jsonOf(answered.flat()) ?? textOf(answered.flat(), String(response.getHeader('content-type'))),
      }
      const line = JSON.stringify(recorded)
      if (line.length < mostBytes) appendFileSync(file, `${line}\n`)
    })
    listener(request, response)
  }
}

/** Removes the header Accept-Encoding, so that the API does not compress the answer. A record contains text. */
function askForPlainText(request: IncomingMessage): void {
  const at = request.rawHeaders.findIndex((name, place) => place % 2 === 0 && name.toLowerCase() === 'accept-encoding')
  if (at !== -1) request.rawHeaders.splice(at, 2)
  delete request.headers['accept-encoding']
}

/** Collects the chunks that pass through a stream's method from now on. */
function chunksOf<Name extends string>(stream: { [Key in Name]: (...args: never[]) => unknown }, name: Name): Uint8Array[] {
  const chunks: Uint8Array[] = []
  const pass = stream[name].bind(stream) as (...args: unknown[]) => unknown
  Object.assign(stream, {
    [name]: (...args: unknown[]) => {
      const [chunk] = args
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk))
      else if (chunk instanceof Uint8Array) chunks.push(chunk)
      return pass(...args)
    },
  })
  return chunks
}

function nameOf({ method, url = '' }: IncomingMessage): string | null {
  const found = shapes.filter((shape) => shape.method === method && shape.pattern.test(url.split('?')[0] ?? ''))
  return (found.find(({ isExact }) => isExact) ?? found[0])?.name ?? null
}

function jsonOf(chunks: readonly Uint8Array[]): unknown {
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null // The answer is empty, or a file.
  }
}

/** Returns the first lines of a streamed answer, or null for another type of answer. */
function textOf(chunks: readonly Uint8Array[], type: string): string | null {
  if (!/^(text\/event-stream|application\/x-ndjson)/.test(type)) return null
  return Buffer.concat(chunks).toString('utf8').slice(0, mostText)
}
