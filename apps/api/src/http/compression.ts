import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, type BrotliOptions, constants, gzip, gzipSync } from 'node:zlib'
import type { EndpointDescription } from '@infinitio/endpoints'

/** The codings that we write, the better one first. */
export type Coding = 'br' | 'gzip'

/** A smaller answer fits in one packet anyway. */
export const leastBytes = 1_000
/** As small as gzip at its best, in a third of the time. */
const brotliOptions: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const gzipOptions = { level: 5 }
const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/**
 * Whether answers of an endpoint may be compressed. The length of a compressed answer shows whether words of the request also occur beside them (BREACH), so an answer that may hold
 * a secret is compressed only where it holds no word of the request: an answer to anybody has no secret, and one to an account is compressed where the endpoint takes nothing.
 */
export function mayCompress({ method, access, answerType, secretAnswer, params, query }: EndpointDescription): boolean {
  if (method !== 'get' || answerType !== 'application/json' || secretAnswer) return false
  if (access === 'public') return true
  return access === 'account' && params === null && query === null
}

/** Returns the coding that a client takes and we prefer; null if it takes neither. */
export function codingOf(acceptEncoding: string | null): Coding | null {
  const taken = new Map(
    (acceptEncoding ?? '').split(',').map((part) => {
      const [name = '', weight = 'q=1'] = part.split(';').map((word) => word.trim().toLowerCase())
      return [name, Number(weight.slice(2))] as const
    }),
  )
  return (['br', 'gzip'] as const).find((coding) => (taken.get(coding) ?? 0) > 0) ?? null
}

/** Headers of a compressed answer, and of one that another client would get compressed. */
export function codingHeaders(coding: Coding | null): Record<string, string> {
  return coding === null ? { vary: 'accept-encoding' } : { vary: 'accept-encoding', 'content-encoding': coding }
}

/** Compresses outside of the thread that serves requests. */
export async function compress(text: string | Buffer, coding: Coding): Promise<Buffer<ArrayBuffer>> {
  return coding === 'br' ? compressors.br(text, brotliOptions) : compressors.gzip(text, gzipOptions)
}

/** Compresses at once, for an answer that many get. */
export function compressSync(bytes: Buffer, coding: Coding): Buffer {
  return coding === 'br' ? brotliCompressSync(bytes, brotliOptions) : gzipSync(bytes, gzipOptions)
}
