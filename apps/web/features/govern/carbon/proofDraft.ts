import type { CarbonProof } from '@infinitio/chain'
import { hex32, zeroHex32 } from '@infinitio/domain'

/** The fields of a proof of green energy, as the provider typed them: days as `2026-11-01`, the covered share of energy in percent. */
export type TypedProof = {
  readonly source: string
  readonly certificate: string
  readonly meter: string
  readonly coverage: string
  readonly from: string
  readonly until: string
  readonly nodes: readonly string[]
}

/** How many machines one proof of green energy may cover. */
export const mostProofNodes = 32
const daySeconds = 86_400
const mostPeriodDays = 366
const mostAheadDays = 400
const wad = 10n ** 18n

/**
 * Converts a percentage with at most four decimals into a fixed-point number in which 1e18 is 100 %. Returns null for any other text, for zero and for more
 * than 100 %.
 */
export function coverageOf(text: string): bigint | null {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return null
  const [whole = '0', part = ''] = text.split('.')
  const share = (BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'))) * 10n ** 12n
  return share > 0n && share <= wad ? share : null
}

/** Returns whether a text is the hash of a document, in lower case and not zero. */
export function isHash(text: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(text) && !/^0x0+$/.test(text)
}

/** Returns true if a text may be the name of an energy source: 1 to 31 printable ASCII characters without spaces. */
export function isSource(text: string): boolean {
  return /^[\x21-\x7e]{1,31}$/.test(text)
}

/**
 * Returns the problem with the period of a proof at `now` (Unix seconds), or null if the contract would accept the period. Days are in UTC, and the last day
 * belongs to the period.
 */
export function periodProblem({ from, until }: Pick<TypedProof, 'from' | 'until'>, now: number): 'order' | 'over' | 'long' | 'ahead' | null {
  const [begins, ends] = [secondsOf(from), secondsOf(until) + daySeconds]
  if (!(begins < ends)) return 'order'
  if (ends <= now) return 'over'
  if (ends - begins > mostPeriodDays * daySeconds) return 'long'
  return ends > now + mostAheadDays * daySeconds ? 'ahead' : null
}

/** Returns the first and the last UTC day that the period of a proof of green energy can have at `now` (Unix seconds). */
export function proofDays(now: number): { readonly first: string; readonly last: string } {
  const dayOf = (at: number) => new Date(at * 1_000).toISOString().slice(0, 10)
  return { first: dayOf(now - (mostPeriodDays - 1) * daySeconds), last: dayOf(now + (mostAheadDays - 1) * daySeconds) }
}

/** Returns the proof of green energy for the contract; null until all fields are valid. */
export function proofDraft(typed: TypedProof, now: number): CarbonProof | null {
  const coverage = coverageOf(typed.coverage)
  const areHashes = isHash(typed.certificate) && isHash(typed.meter)
  const areNodes = typed.nodes.length > 0 && typed.nodes.length <= mostProofNodes
  if (coverage === null || !areHashes || !areNodes || !isSource(typed.source) || periodProblem(typed, now) !== null) return null
  return {
    ...{ source: typed.source, certificateHash: hex32(typed.certificate), meterHash: hex32(typed.meter), site: zeroHex32, coverage },
    ...{ from: secondsOf(typed.from), until: secondsOf(typed.until) + daySeconds, nodes: typed.nodes.map((node) => hex32(node)) },
  }
}

function secondsOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1_000
}
