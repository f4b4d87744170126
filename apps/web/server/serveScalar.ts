import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { scalarEntry, scalarFolder } from '../features/docs/api/scalarFolder.ts'

type Sent = { readonly plain: Buffer; readonly br: Buffer; readonly gzip: Buffer; readonly etag: string }

/** The encodings that we send, best first. Browsers accept Brotli only over HTTPS and from this machine. */
const encodings = ['br', 'gzip'] as const
/** The bundle's publisher names each chunk by its content, so only the entry can change under its name. */
const chunk = /^chunks\/[\w-][\w.-]*\.js$/
/** Compressed files, by name. The bundle has a fixed set of files, and a missing file is never stored. */
const known = new Map<string, Sent>()

/** Returns true for a request of a file below the folder of Scalar's bundle. */
export function asksForScalar({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  return (method === 'GET' || method === 'HEAD') && pathOf(url).startsWith(scalarFolder)
}

/**
 * Sends one file of the package's browser bundle as its publisher built it, so that the pages' own build does not contain it. Answers 404 for every
 * other file of the package.
 */
export async function serveScalar({ request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const name = pathOf(request.url).slice(scalarFolder.length)
  const sent = name === scalarEntry || chunk.test(name) ? await fileOf(name) : null
  if (sent === null) return void response.writeHead(404).end()
  const { etag } = sent
  response.setHeader('etag', etag)
  response.setHeader('cache-control', name === scalarEntry ? 'no-cache' : 'public, max-age=31536000, immutable')
  response.setHeader('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = encodings.find((one) => new RegExp(`\\b${one}\\b`).test(accepted))
  const body = sent[encoding ?? 'plain']
  if (encoding !== undefined) response.setHeader('content-encoding', encoding)
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Returns a file with its compressed form, or null if the bundle has no such file. */
async function fileOf(name: string): Promise<Sent | null> {
  const found = known.get(name)
  if (found !== undefined) return found
  const plain = await readFile(new URL(`./browser/${name}`, import.meta.resolve('@scalar/api-reference'))).catch(() => null)
  if (plain === null) return null
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(plain, { params }), promisify(gzip)(plain)])
  const sent = { plain, br, gzip: gzipped, etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` }
  known.set(name, sent)
  return sent
}

function pathOf(url: string | undefined): string {
  return new URL(url ?? '/', 'http://site').pathname
}
