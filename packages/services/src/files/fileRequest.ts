import { assert, type AssetUnits, type Hex32, isHex32 } from '@infinitio/domain'
import type { InferenceRequest } from '../inferenceBody.ts'
import { parsedRecord } from '../jsonText.ts'
import { costOf } from '../metering.ts'
import type { FileTerms } from '../terms.ts'

/** The path at which a cache sells parts of files, and the path at which a fetch service loads pages. */
export const partPath = '/v1/parts'
export const fetchPath = '/v1/fetch'
/** The paths of requests to services that sell bytes. */
export const filePaths: ReadonlySet<string> = new Set([partPath, fetchPath])

/** The most bytes of one answer of a service that sells bytes: 4 MiB. */
export const mostFileBytes = 4 * 2 ** 20

const mostUrl = 2_000

/** A range of a file that a cache sells: the SHA-256 of the whole file, the first byte, and the most bytes of the answer. */
export type PartRequest = { readonly sha256: Hex32; readonly start: number; readonly most: number }

/** A page that a fetch service loads, the first byte of it, and the most bytes of the answer, which also has the page's head (`FetchedPage`). */
export type PageRequest = { readonly url: string; readonly start: number; readonly most: number }

/** Parses a request to a cache. Returns null if it is malformed, or asks for more bytes than one answer has. */
export function readPartRequest(body: Uint8Array): PartRequest | null {
  const value = parsedRecord(new TextDecoder().decode(body))
  if (value === null || !hasKeys(value, 'most,sha256,start')) return null
  const { sha256 } = value
  return typeof sha256 === 'string' && isHex32(sha256) && isRange(value) ? { sha256, ...value } : null
}

/** Parses a request to a fetch service. Returns null if it is malformed, or asks for more bytes than one answer has. Does not check the URL. */
export function readPageRequest(body: Uint8Array): PageRequest | null {
  const value = parsedRecord(new TextDecoder().decode(body))
  if (value === null || !hasKeys(value, 'most,start,url')) return null
  const { url } = value
  return typeof url === 'string' && url.length <= mostUrl && isRange(value) ? { url, ...value } : null
}

/** Returns the size of a request in the form in which a payment channel counts it: one token of input, and at most one token of output for each byte. */
export function sizeOfFileRequest({ most }: Pick<PartRequest, 'most'>): InferenceRequest {
  return {
    ...{ model: '', isStream: false, asksUsage: false, namesRemoteFile: false },
    ...{ prompt: { bytes: 1, messages: 0 }, mostOutput: most },
  }
}

/** Returns the cost of one answer with this number of bytes, in base units, rounded up. Asserts that one answer can have them. */
export function costOfBytes(terms: FileTerms, bytes: number): AssetUnits {
  assert(bytes <= mostFileBytes, 'an answer has at most 4 MiB')
  return costOf(terms, { input: 1, cached: 0, output: bytes })
}

function hasKeys(value: Readonly<Record<string, unknown>>, keys: string): boolean {
  return Object.keys(value).toSorted().join() === keys
}

function isRange(value: Readonly<Record<string, unknown>>): value is { readonly start: number; readonly most: number } {
  const { start, most } = value
  return isCount(start) && isCount(most) && most > 0 && most <= mostFileBytes
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
