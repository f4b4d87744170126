import type { Ask, MaintenanceWindow } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { buildAsk } from '@infinitio/sdk'

/** Lifetime of an ask, in seconds. */
export const listedForSeconds = 28 * 86_400

/** Builds an ask on the terms of an earlier one, with new times beside planned maintenance and a new nonce, valid from now. Pure. */
export function renewedAsk({
  nodeId,
  provider,
  terms,
  nonce,
  maintenance = [],
  chain,
}: {
  nodeId: string
  provider: string
  terms: AskWire
  nonce: bigint
  maintenance?: readonly MaintenanceWindow[]
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'>
}): Ask {
  const { minGpus, maxGpus: gpus, minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds, transferable } = terms
  const built = buildAsk({
    ...{ provider, node: nodeId, gpus, minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds, transferable, nonce, maintenance, chain },
    pricePerGpuSecond: BigInt(terms.pricePerGpuSecond),
    availableForSeconds: listedForSeconds,
  })
  return { ...built, minGpus }
}
