import { canonicalJson } from '@infinitio/domain'
import { parsedRecord } from '../jsonText.ts'

/**
 * A page, or a range of it, as a fetch service loaded it. `status` is the status with which the page's server answered, or 0 if it did not answer. `fault` says
 * why the answer has no bytes, and is empty otherwise. `total` is the size of the whole page in bytes, or null if its server does not state it. `version`
 * changes when the page changes, and is empty if its server does not state one. `location` is the URL to which the page's server redirects, or empty; a fetch service
 * follows no redirect.
 */
export type FetchedPage = {
  readonly status: number
  readonly type: string
  readonly start: number
  readonly total: number | null
  readonly version: string
  readonly location: string
  readonly fault: string
  readonly bytes: Uint8Array
}

/** The most bytes of the head, the first line of an answer. */
export const mostHeadBytes = 4_096

const lineFeed = 10
const mostText = 200
const mostLocation = 2_000
const keys = 'fault,location,start,status,total,type,version'

/**
 * Returns the answer of a fetch service: a line of JSON with the facts of the page, then the bytes of the page. So the hash in the receipt covers both. Texts of
 * the page's server are cut after 200 characters, a longer location is left out, and so are characters that are not printable ASCII.
 */
export function writeFetchedPage({ bytes, ...head }: FetchedPage): Uint8Array {
  const [type, version, fault] = [head.type, head.version, head.fault].map((text) => plain(text).slice(0, mostText)) as [string, string, string]
  const location = head.location.length > mostLocation ? '' : plain(head.location)
  const line = new TextEncoder().encode(`${canonicalJson({ ...head, type, version, fault, location })}\n`)
  const whole = new Uint8Array(line.length + bytes.length)
  whole.set(line)
  whole.set(bytes, line.length)
  return whole
}

/** Parses the answer of a fetch service. Returns null if it is malformed. */
export function readFetchedPage(answer: Uint8Array): FetchedPage | null {
  const end = answer.indexOf(lineFeed)
  if (end < 0 || end > mostHeadBytes) return null
  const head = parsedRecord(new TextDecoder().decode(answer.subarray(0, end)))
  if (head === null || Object.keys(head).toSorted().join() !== keys) return null
  const { status, type, start, total, version, location, fault } = head
  if (!isCount(status) || !isCount(start) || !(total === null || isCount(total))) return null
  if (typeof type !== 'string' || typeof version !== 'string' || typeof location !== 'string' || typeof fault !== 'string') return null
  return { status, type, start, total, version, location, fault, bytes: answer.subarray(end + 1) }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function plain(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]|["\\]/g, '')
}
