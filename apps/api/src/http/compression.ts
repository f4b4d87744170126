import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, type BrotliOptions, constants, gzip, gzipSync } from 'node:zlib'
import type { EndpointDescription } from '@infinitio/endpoints'

/** The encodings that the server can write, the preferred one first. */
export type Coding = 'br' | 'gzip'

/** The smallest answer that is compressed, in bytes. A smaller one fits in one packet anyway. */
export const leastBytes = 1_000
/** Brotli at this quality compresses about as well as the best gzip level, and faster. */
const brotliOptions: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const gzipOptions = { level: 5 }
const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/**
 * Returns true if answers of an endpoint may be compressed. If an attacker can choose a part of the request, the length of a compressed answer reveals whether
 * that text also occurs in the answer (the BREACH attack). So only JSON answers to GET requests may be compressed, by three rules. An answer that is marked as
 * secret is never compressed. Any other answer to a signed-in account is compressed only if the endpoint takes no input. A public answer may always be
 * compressed, because it contains no secret.
 */
export function mayCompress({ method, access, answerType, secretAnswer, params, query }: EndpointDescription): boolean {
  if (method !== 'get' || answerType !== 'application/json' || secretAnswer) return false
  if (access === 'public') return true
  return access === 'account' && params === null && query === null
}

/** Returns the best encoding that both the client and this server support, or null if there is none. */
export function codingOf(acceptEncoding: string | null): Coding | null {
  if (acceptEncoding === null) return null
  const taken = new Map(
    acceptEncoding.split(',').map((part) => {
      const [name = '', weight = 'q=1'] = part.split(';').map((word) => word.trim().toLowerCase())
      return [name, Number(weight.slice(2))] as const
    }),
  )
  return (['br', 'gzip'] as const).find((coding) => (taken.get(coding) ?? 0) > 0) ?? null
}

/** Returns the headers for an answer that may be compressed: always `vary`, and the encoding if this answer is compressed. */
export function codingHeaders(coding: Coding | null): Record<string, string> {
  return coding === null ? { vary: 'accept-encoding' } : { vary: 'accept-encoding', 'content-encoding': coding }
}

/** Compresses in another thread, so that this thread can answer requests in the meantime. */
export async function compress(text: string | Buffer, coding: Coding): Promise<Buffer<ArrayBuffer>> {
  return coding === 'br' ? compressors.br(text, brotliOptions) : compressors.gzip(text, gzipOptions)
}

/** Compresses in this thread. Use it for an answer that is sent to many clients, because it needs no change of thread. */
export function compressSync(bytes: Buffer, coding: Coding): Buffer {
  return coding === 'br' ? brotliCompressSync(bytes, brotliOptions) : gzipSync(bytes, gzipOptions)
}
