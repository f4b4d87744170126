import { appendFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { endpoints } from '../../src/app.ts'

/** One request that a test sent and the API answered as it should: material for the examples of the document. */
export type Recorded = {
  readonly name: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  /** Its JSON, or the begin of a text; null for other files. */
  readonly answer: unknown
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** A test that loads the API with thousands of requests needs no more of each. */
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
 * Returns the listener itself, or, where the environment names a file in `EXAMPLES_FILE`, one that also appends each good answer to it as a line of JSON.
 * `writeExamples.ts` reads the file.
 */
export function recordExamples(listener: Listener, file = process.env['EXAMPLES_FILE']): Listener {
  if (file === undefined) return listener
  const counts = new Map<string, number>()
  return (request, response) => {
    const sent = chunksOf(request, 'push')
    const answered = [...['write', 'end'].map((name) => chunksOf(response, name as 'write' | 'end'))]
    // A stream is closed by its reader and never finishes.
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

/** The chunks that pass through a method of a stream from now on. */
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
    return null // Empty, or a file.
  }
}

/** The first lines of a stream. */
function textOf(chunks: readonly Uint8Array[], type: string): string | null {
  if (!/^(text\/event-stream|application\/x-ndjson)/.test(type)) return null
  return Buffer.concat(chunks).toString('utf8').slice(0, mostText)
}
