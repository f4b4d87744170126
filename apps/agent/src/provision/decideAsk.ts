import { type Ask, type KnownWindow, type MaintenanceWindow, mustMoveTimes, runsImages, zeroAddress, horizonSeconds } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { buildAsk } from '@infinitio/sdk'
import type { FleetNode } from '../fleet/fleetNode.ts'

/** An ask (a signed order that lists a machine) of one node, and its state in the market. */
export type KnownAsk = { state: string; order: AskWire }

/** The decision about a node's listing. `keep`: change nothing. `first`: sign its first ask. `renew`: sign an ask again with the provider's newest `terms`. */
export type AskDecision =
  | { kind: 'keep'; why: 'listed' | 'paused' }
  | { kind: 'first' }
  | { kind: 'renew'; terms: AskWire; why: 'expiry' | 'fee' | 'maintenance' | 'whole' | 'parts' }

/** An ask must remain valid for this many seconds longer than the longest lease that it offers. With less time left, it is renewed. */
export const marginSeconds = 7 * 86_400

/**
 * Decides whether a node's ask must be signed again. `asks` are the node's asks, newest first. Only the newest public ask counts, whichever key signed it; asks
 * for one renter do not. If that ask was cancelled, the node stays paused. It is renewed at the same price before it expires, and at once if the market's fee
 * (`feeBps`) has risen above the highest fee that it allows, if it offers time within a planned maintenance (`windows`), leaves out the time of a cancelled
 * maintenance, offers a part of a machine whose `wholeGpus` GPUs can only be rented together, or offers only the whole of a machine whose `partGpus` GPUs can be
 * rented one by one. Pure; `nowSeconds` is the block clock.
 */
export function decideAsk({
  asks,
  nowSeconds,
  feeBps,
  windows = [],
  wholeGpus = null,
  partGpus = null,
}: {
  asks: readonly KnownAsk[]
  nowSeconds: number
  feeBps: number
  windows?: readonly KnownWindow[]
} & GpuRules): AskDecision {
  const newest = newestAsk(asks)
  if (newest === undefined) return { kind: 'first' }
  if (newest.state === 'cancelled') return { kind: 'keep', why: 'paused' }
  if (newest.state === 'expired') return { kind: 'renew', terms: newest.order, why: 'expiry' }
  if (newest.order.maxFeeBps < feeBps) return { kind: 'renew', terms: newest.order, why: 'fee' }
  if (mustMoveTimes(newest.order, { windows, leastSeconds: newest.order.minDurationSeconds, now: nowSeconds }))
    return { kind: 'renew', terms: newest.order, why: 'maintenance' }
  if (wholeGpus !== null && newest.order.minGpus < wholeGpus) return { kind: 'renew', terms: newest.order, why: 'whole' }
  if (isWholeAsk(newest.order, partGpus)) return { kind: 'renew', terms: newest.order, why: 'parts' }
  const leftSeconds = newest.order.expiry - nowSeconds
  if (leftSeconds < newest.order.maxDurationSeconds + marginSeconds) return { kind: 'renew', terms: newest.order, why: 'expiry' }
  return { kind: 'keep', why: 'listed' }
}

/**
 * Returns the newest public ask of a node that the order book accepted. `asks` are sorted, newest first. If that ask is cancelled, the provider has paused the
 * node. Pure.
 */
export function newestAsk(asks: readonly KnownAsk[]): KnownAsk | undefined {
  return asks.find(({ state, order }) => state !== 'rejected' && state !== 'abandoned' && order.privateRenter === zeroAddress)
}

/**
 * How the GPUs of a machine with containers are rented. `wholeGpus` is their number if they can only be rented together, and `partGpus` if each can be rented
 * without the others. Both are null (or not set) for a machine with one GPU, and for one without containers.
 */
export type GpuRules = { readonly wholeGpus?: number | null; readonly partGpus?: number | null }

/** Returns how the GPUs of a machine are rented. Pure. */
export function gpuRulesOf(node: Pick<FleetNode, 'gpus' | 'profile' | 'divides'>): Required<GpuRules> {
  const { gpus, profile, divides = false } = node
  const isDivided = divides && gpus > 1 && !profile.simulated && runsImages(profile)
  return { wholeGpus: wholeGpusOf(node), partGpus: isDivided ? gpus : null }
}

/**
 * Returns the number of GPUs of a machine that can only be rented together, or null if parts can be rented. If a container gets all GPUs of its machine, a
 * second lease on the same machine would never be ready. Pure.
 */
export function wholeGpusOf({ gpus, profile, divides = false }: Pick<FleetNode, 'gpus' | 'profile' | 'divides'>): number | null {
  return gpus > 1 && !profile.simulated && runsImages(profile) && !divides ? gpus : null
}

/** Returns true if an ask offers only all GPUs of a machine whose `partGpus` GPUs can be rented one by one. An older agent signed such asks. */
function isWholeAsk({ minGpus, maxGpus }: Pick<AskWire, 'minGpus' | 'maxGpus'>, partGpus: number | null | undefined): boolean {
  return partGpus != null && minGpus === partGpus && maxGpus === partGpus
}

/** The values of a new ask that do not come from its terms (price and limits), such as its times. */
type AskParts = GpuRules & {
  readonly nodeId: string
  readonly provider: string
  readonly nonce: bigint
  readonly maintenance?: readonly MaintenanceWindow[]
  readonly chain: Pick<ChainWire, 'chainNow' | 'feeBps'>
}

/** Builds an ask, the signed order that lists a node, valid from now. `terms` are those of an earlier ask; null uses the terms of the node's first listing. */
export function askFor({
  node,
  terms,
  ...parts
}: AskParts & { readonly node: Pick<FleetNode, 'gpus' | 'ask'>; readonly terms: AskWire | null }): Ask {
  if (terms !== null) return renewedAsk({ ...parts, terms })
  const { nodeId, maintenance = [], wholeGpus, partGpus: _partGpus, ...rest } = parts
  return buildAsk({
    ...node.ask,
    ...rest,
    maintenance,
    node: nodeId,
    gpus: node.gpus,
    minGpus: wholeGpus ?? 1,
    availableForSeconds: listedForSeconds,
  })
}

/** Time for which a new ask is valid, in seconds. */
export const listedForSeconds = horizonSeconds

/** Builds an ask on the terms of an earlier one, valid from now, with a new nonce and with times that do not overlap planned maintenance. Pure. */
export function renewedAsk({
  nodeId,
  terms,
  maintenance = [],
  wholeGpus = null,
  partGpus = null,
  ...rest
}: AskParts & { readonly terms: AskWire }): Ask {
  const { minGpus, maxGpus, minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds, transferable } = terms
  const built = buildAsk({
    ...{
      ...rest,
      node: nodeId,
      gpus: wholeGpus ?? maxGpus,
      minDurationSeconds,
      maxDurationSeconds,
      noticeSeconds,
      trialSeconds,
      transferable,
      maintenance,
    },
    pricePerGpuSecond: BigInt(terms.pricePerGpuSecond),
    availableForSeconds: listedForSeconds,
  })
  return { ...built, minGpus: isWholeAsk(terms, partGpus) ? 1 : (wholeGpus ?? minGpus) }
}
