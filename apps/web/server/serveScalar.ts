import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { scalarEntry, scalarFolder } from '../features/docs/api/scalarFolder.ts'
import { acceptedEncodings } from './acceptedEncodings.ts'
import { requestPath } from './requestPath.ts'

type Sent = { readonly plain: Buffer; readonly br: Buffer; readonly gzip: Buffer; readonly hash: string }

/** The encodings that we send, best first. Browsers accept Brotli only over HTTPS and from this machine. */
const encodings = ['br', 'gzip'] as const
/** The bundle's publisher names each chunk by its content, so only the entry can change under its name. */
const chunk = /^chunks\/[\w-][\w.-]*\.js$/
/** Files and their compressed forms, by name. Promises, so that requests that arrive together compress a file only once. */
const known = new Map<string, Promise<Sent | null>>()

/** Returns true for a request of a file below the folder of Scalar's bundle. */
export function asksForScalar({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  return (method === 'GET' || method === 'HEAD') && requestPath(url).startsWith(scalarFolder)
}

/**
 * Sends one file of Scalar's browser bundle, as its publisher built it. So the build of the pages does not contain the bundle. Answers 404 for every other file
 * of the package.
 */
export async function serveScalar({ request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const name = requestPath(request.url).slice(scalarFolder.length)
  const sent = name === scalarEntry || chunk.test(name) ? await fileOf(name) : null
  if (sent === null) return void response.writeHead(404).end()
  const accepted = acceptedEncodings(String(request.headers['accept-encoding'] ?? ''))
  const encoding = encodings.find((one) => accepted.has(one)) ?? 'plain'
  const body = sent[encoding]
  // Each form has its tag, so that a cache never confirms the bytes of another encoding.
  const etag = `"${sent.hash}-${encoding}"`
  response.setHeader('etag', etag)
  response.setHeader('cache-control', name === scalarEntry ? 'no-cache' : 'public, max-age=31536000, immutable')
  response.setHeader('vary', 'accept-encoding')
  if (stored(request.headers['if-none-match']).includes(etag)) return void response.writeHead(304).end()
  if (encoding !== 'plain') response.setHeader('content-encoding', encoding)
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Returns the tags that a browser or cache has stored. A proxy may have marked them as weak. */
function stored(header: string | undefined): string[] {
  return (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
}

/** Returns a file with its compressed forms, or null if the bundle has no such file. Only files of the bundle are stored, a fixed set. */
async function fileOf(name: string): Promise<Sent | null> {
  const found = known.get(name) ?? compress(name)
  known.set(name, found)
  const sent = await found.catch(() => null)
  if (sent === null) known.delete(name)
  return sent
}

async function compress(name: string): Promise<Sent | null> {
  const plain = await readFile(new URL(`./browser/${name}`, import.meta.resolve('@scalar/api-reference'))).catch(() => null)
  if (plain === null) return null
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(plain, { params }), promisify(gzip)(plain)])
  return { plain, br, gzip: gzipped, hash: createHash('sha256').update(plain).digest('base64url').slice(0, 22) }
}
