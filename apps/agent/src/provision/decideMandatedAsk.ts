import type { AskWire, MandateWire } from '@infinitio/domain/wire'
import { decideAsk, type KnownAsk } from './decideAsk.ts'
import { type AskTerms, type MandateFault, termsFault } from './mandateFault.ts'

/** The newest ask for everybody of a node, with its hash. */
export type NewestAsk = KnownAsk & { readonly askHash: string }

/**
 * What a node's own key does about its ask under a mandate: leave it (`fault`: why it could not be signed again), post the first, or sign the newest terms again until `expiry`, in place of
 * the ask that is still open; or nothing, for this reason.
 */
export type MandatedAskDecision =
  | { readonly kind: 'keep'; readonly why: 'listed' | 'paused'; readonly fault: MandateFault | null }
  | { readonly kind: 'post'; readonly terms: AskWire | null; readonly expiry: number; readonly replaces: string | null }
  | { readonly kind: 'fault'; readonly fault: MandateFault }

/** Signing again must win as much, or a mandate that ends soon would be signed under every few minutes. */
const leastGainSeconds = 86_400

/**
 * Decides as `decideAsk` does, within the mandate: nothing below its price or for longer leases is signed, and no ask outlives it. `newest` is null when the node was never listed; then `first`
 * are the terms. Pure; `nowSeconds` is the block clock.
 */
export function decideMandatedAsk({
  newest,
  first,
  mandate,
  nowSeconds,
  listedForSeconds,
}: {
  newest: NewestAsk | null
  first: AskTerms
  mandate: MandateWire
  nowSeconds: number
  listedForSeconds: number
}): MandatedAskDecision {
  const decision = decideAsk({ asks: newest === null ? [] : [newest], nowSeconds })
  const fault = termsFault(mandate, newest?.order ?? first)
  if (decision.kind === 'keep') return { ...decision, fault: decision.why === 'paused' ? null : fault }
  const expiry = Math.min(nowSeconds + listedForSeconds, mandate.until)
  const isOpen = newest?.state === 'open'
  if (isOpen && expiry - newest.order.expiry < leastGainSeconds) return { kind: 'keep', why: 'listed', fault }
  if (fault !== null) return isOpen ? { kind: 'keep', why: 'listed', fault } : { kind: 'fault', fault }
  return { kind: 'post', terms: decision.kind === 'renew' ? decision.terms : null, expiry, replaces: isOpen ? newest.askHash : null }
}
