import type { Ask } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { buildAsk } from '@infinitio/sdk'
import type { FleetNode } from '../fleet/fleetNode.ts'

/** How long an ask stands, in seconds. */
export const listedForSeconds = 28 * 86_400

/** An ask of a node on these terms, from now on; without terms, on those it is listed on first. */
export function askFor({
  node,
  nodeId,
  provider,
  terms,
  nonce,
  chain,
}: {
  node: FleetNode
  nodeId: string
  provider: string
  terms: AskWire | null
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'>
}): Ask {
  const built = buildAsk({
    provider,
    node: nodeId,
    pricePerGpuSecond: terms === null ? node.ask.pricePerGpuSecond : BigInt(terms.pricePerGpuSecond),
    gpus: terms?.maxGpus ?? node.gpus,
    minDurationSeconds: terms?.minDurationSeconds ?? node.ask.minDurationSeconds,
    maxDurationSeconds: terms?.maxDurationSeconds ?? node.ask.maxDurationSeconds,
    availableForSeconds: listedForSeconds,
    noticeSeconds: terms?.noticeSeconds ?? node.ask.noticeSeconds,
    trialSeconds: terms?.trialSeconds ?? node.ask.trialSeconds,
    nonce,
    chain,
  })
  return terms === null ? built : { ...built, minGpus: terms.minGpus }
}
