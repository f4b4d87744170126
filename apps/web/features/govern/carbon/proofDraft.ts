import type { CarbonProof } from '@infinitio/chain'
import { hex32, zeroHex32 } from '@infinitio/domain'

/** What is typed of a proof: days as `2026-11-01`, the share in percent. */
export type TypedProof = {
  readonly source: string
  readonly certificate: string
  readonly meter: string
  readonly coverage: string
  readonly from: string
  readonly until: string
  readonly nodes: readonly string[]
}

/** The most nodes that one proof covers. */
export const mostProofNodes = 32
const daySeconds = 86_400
const mostPeriodDays = 366
const mostAheadDays = 400
const wad = 10n ** 18n

/** A share in percent with at most four decimals as 1e18 fixed point; null for nothing, and for more than all. */
export function coverageOf(text: string): bigint | null {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return null
  const [whole = '0', part = ''] = text.split('.')
  const share = (BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'))) * 10n ** 12n
  return share > 0n && share <= wad ? share : null
}

/** Whether a text is the hash of a document. */
export function isHash(text: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(text) && !/^0x0+$/.test(text)
}

/** Whether a text can say where energy comes from: 1 to 31 letters, digits and signs. */
export function isSource(text: string): boolean {
  return /^[\x21-\x7e]{1,31}$/.test(text)
}

/** What is wrong with the period at `now`, Unix seconds; null for one that the contract takes. Days are those of UTC; the last one is part of it. */
export function periodProblem({ from, until }: Pick<TypedProof, 'from' | 'until'>, now: number): 'order' | 'over' | 'long' | 'ahead' | null {
  const [begins, ends] = [secondsOf(from), secondsOf(until) + daySeconds]
  if (!(begins < ends)) return 'order'
  if (ends <= now) return 'over'
  if (ends - begins > mostPeriodDays * daySeconds) return 'long'
  return ends > now + mostAheadDays * daySeconds ? 'ahead' : null
}

/** The proof that is typed; null until it is whole. */
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
