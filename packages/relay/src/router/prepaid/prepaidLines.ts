import type { Address, ServiceId } from '@infinitio/domain'
import type { Hold, PrepaidChannel } from './prepaidChannel.ts'

/**
 * A line of a router's log of its users. All amounts are in base units of PToken, as text:
 * - `o`: the state of a payer's channel. It replaces all earlier lines of this payer. It has the serial (`s`), the owed amount before the first receipt (`b`),
 *   and in a shortened log the newest receipt (`r`) and the time of the oldest receipt that was not settled (`a`).
 * - `h`: a hold for a request, with the digest of its voucher (`d`), its service (`v`), its amount (`m`) and its time (`t`). A later one replaces it.
 * - `f`: the end of a hold without a cost.
 * - `r`: a receipt of the router. `d` is the hold that it ends; it is missing in a log of an earlier version.
 * - `x`: the end of a payer's channel in this serial (`s`): it gets no further receipt, because earlier ones are lost.
 * - `l`: the log was found incomplete. The channels on the chain that it does not have must be ended.
 * - `m`: the log has all channels that were open on the chain at its beginning, or after it was found incomplete.
 * - `t`: a mark at the end of a shortened log. `g` counts how often the log was shortened; it is missing in a log of an earlier version.
 */
export type PrepaidLine =
  | {
      readonly k: 'o'
      readonly p: Address
      readonly s: number
      readonly b: string
      readonly r?: string | null
      readonly a?: number | null
    }
  | { readonly k: 'h'; readonly p: Address; readonly d: string; readonly v: ServiceId; readonly m: string; readonly t: number }
  | { readonly k: 'f'; readonly p: Address; readonly d: string }
  | { readonly k: 'r'; readonly p: Address; readonly r: string; readonly d?: string }
  | { readonly k: 'x'; readonly p: Address; readonly s: number }
  | { readonly k: 'l' }
  | { readonly k: 'm' }
  | { readonly k: 't'; readonly g?: number }

/** Returns the line of a hold. */
export function holdLine(p: Address, { digest, service, amount, sinceMs }: Hold): PrepaidLine {
  return { k: 'h', p, d: digest, v: service, m: String(amount), t: sinceMs }
}

/** Returns the lines from which a channel is restored: its state and its holds. */
export function linesOf({ payer, serial, base, newestText, unsettledSinceMs, holds, isEnded }: PrepaidChannel): readonly PrepaidLine[] {
  const state = { k: 'o', p: payer, s: serial, b: String(base), r: newestText, a: unsettledSinceMs } as const
  const end: readonly PrepaidLine[] = isEnded ? [{ k: 'x', p: payer, s: serial }] : []
  return [state, ...[...holds.values()].map((hold) => holdLine(payer, hold)), ...end]
}

/** The facts of a log that are not about one payer. `isLost` is true if the channels that the log does not have were not ended yet. */
export type LogFacts = { readonly generation: number; readonly isLost: boolean }

/** Returns the facts of a log. A log without lines is new or was lost, and only the chain shows which. */
export function factsOfLog(texts: readonly string[]): LogFacts {
  let [generation, isLost] = [0, texts.length === 0]
  for (const text of texts) {
    const line = JSON.parse(text) as PrepaidLine
    if (line.k === 't') generation = line.g ?? generation
    if (line.k === 'l' || line.k === 'm') isLost = line.k === 'l'
  }
  return { generation, isLost }
}

/** Groups the lines of a log by payer. A line with the state of a channel replaces the earlier lines of its payer. */
export function linesByPayer(texts: readonly string[]): ReadonlyMap<Address, readonly PrepaidLine[]> {
  const stored = new Map<Address, PrepaidLine[]>()
  for (const text of texts) {
    const line = JSON.parse(text) as PrepaidLine
    if (line.k === 't' || line.k === 'l' || line.k === 'm') continue
    const earlier = stored.get(line.p)
    if (line.k === 'o' || earlier === undefined) stored.set(line.p, [line])
    else earlier.push(line)
  }
  return stored
}
