import { zeroAddress } from '@infinitio/domain'
import type { AskWire } from '@infinitio/domain/wire'

/** An ask of one node as the API lists it. */
export type KnownAsk = { state: string; order: AskWire }

/** Whether to list a node now: leave it, list it for the first time, or sign the provider's own newest terms again. */
export type AskDecision = { kind: 'keep'; why: 'listed' | 'paused' } | { kind: 'first' } | { kind: 'renew'; terms: AskWire }

/** Time on the ask that must be left beyond its longest lease. */
const marginSeconds = 7 * 86_400

/**
 * What to do about a node's ask; `asks` are the node's, newest first. The newest ask for all that the provider signed wins, whoever helped to
 * sign it: its price is kept when it is renewed, and when it was cancelled the node is paused and stays so. An offer to one renter says nothing of
 * what others pay. Pure; `nowSeconds` is the block clock.
 */
export function decideAsk({ asks, nowSeconds }: { asks: readonly KnownAsk[]; nowSeconds: number }): AskDecision {
  const newest = newestAsk(asks)
  if (newest === undefined) return { kind: 'first' }
  if (newest.state === 'cancelled') return { kind: 'keep', why: 'paused' }
  if (newest.state === 'expired') return { kind: 'renew', terms: newest.order }
  const leftSeconds = newest.order.expiry - nowSeconds
  if (leftSeconds < newest.order.maxDurationSeconds + marginSeconds) return { kind: 'renew', terms: newest.order }
  return { kind: 'keep', why: 'listed' }
}

/** The newest ask for all that the book took, of those of one node, newest first. Where it was cancelled, the provider paused the node. Pure. */
export function newestAsk(asks: readonly KnownAsk[]): KnownAsk | undefined {
  return asks.find(({ state, order }) => state !== 'rejected' && state !== 'abandoned' && order.privateRenter === zeroAddress)
}
