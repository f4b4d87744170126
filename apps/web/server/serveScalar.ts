import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { scalarEntry, scalarFolder } from '../features/docs/api/scalarFolder.ts'
import { acceptedEncodings } from './acceptedEncodings.ts'
import { requestPath } from './requestPath.ts'

type Sent = { readonly plain: Buffer; readonly br: Buffer; readonly gzip: Buffer; readonly hash: string }

/** The compressed encodings that the server sends, best first. Browsers accept Brotli only over HTTPS and from their own machine. */
const encodings = ['br', 'gzip'] as const
/**
 * Matches the name of a chunk of the bundle. The name contains a hash of the chunk's content, so the content behind a name never changes. Only the entry file
 * keeps its name when it changes.
 */
const chunk = /^chunks\/[\w-][\w.-]*\.js$/
/**
 * The files of the bundle with their compressed forms, by name. They are stored as promises, so that requests which arrive together compress a file only once.
 */
const known = new Map<string, Promise<Sent | null>>()

/** Returns true for a request of a file below the folder of Scalar's bundle. */
export function asksForScalar({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  return (method === 'GET' || method === 'HEAD') && requestPath(url).startsWith(scalarFolder)
}

/**
 * Sends one file of the browser bundle of Scalar (a viewer for OpenAPI documents) exactly as its publisher built it. So the build of our pages need not contain
 * it. Answers 404 for every other file of the package.
 */
export async function serveScalar({ request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const name = requestPath(request.url).slice(scalarFolder.length)
  const sent = name === scalarEntry || chunk.test(name) ? await fileOf(name) : null
  if (sent === null) return void response.writeHead(404).end()
  const accepted = acceptedEncodings(String(request.headers['accept-encoding'] ?? ''))
  const encoding = encodings.find((one) => accepted.has(one)) ?? 'plain'
  const body = sent[encoding]
  // Each encoding has its own tag, so that a cache never sends the bytes of one encoding instead of another.
  const etag = `"${sent.hash}-${encoding}"`
  response.setHeader('etag', etag)
  response.setHeader('cache-control', name === scalarEntry ? 'no-cache' : 'public, max-age=31536000, immutable')
  response.setHeader('vary', 'accept-encoding')
  if (stored(request.headers['if-none-match']).includes(etag)) return void response.writeHead(304).end()
  if (encoding !== 'plain') response.setHeader('content-encoding', encoding)
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Returns the tags of the versions that a browser or cache has stored. A proxy may have marked them as weak (`W/`). */
function stored(header: string | undefined): string[] {
  return (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
}

/** Returns a file with its compressed forms, or null if the bundle has no such file. Only files of the bundle are stored, so memory stays limited. */
async function fileOf(name: string): Promise<Sent | null> {
  const found = known.get(name) ?? compress(name)
  known.set(name, found)
  const sent = await found.catch(() => null)
  if (sent === null) known.delete(name)
  return sent
}

async function compress(name: string): Promise<Sent | null> {
  const manifest = findPackageJSON('@scalar/api-reference', import.meta.url)
  if (manifest === undefined) return null
  const plain = await readFile(join(dirname(manifest), 'dist/browser', name)).catch(() => null)
  if (plain === null) return null
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(plain, { params }), promisify(gzip)(plain)])
  return { plain, br, gzip: gzipped, hash: createHash('sha256').update(plain).digest('base64url').slice(0, 22) }
}
