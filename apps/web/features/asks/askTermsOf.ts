import { parsePt, pricePerGpuSecondDown } from '@infinitio/domain'
import { buildAsk } from '@infinitio/sdk'
import type { ChainWire } from '@infinitio/domain/wire'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const longestListingSeconds = 28 * 86_400
const newListing = { minDurationSeconds: 600, maxDurationSeconds: 7 * 86_400, noticeSeconds: 0, trialSeconds: 300, transferable: false } as const

/** Base units per GPU-second of a price typed in PT per GPU-hour, rounded down. Null when it is no price or is nothing. */
export function priceFromText(text: string): bigint | null {
  const perHour = parsePt(text)
  if (perHour === null) return null
  const perSecond = pricePerGpuSecondDown(perHour)
  return perSecond > 0n ? perSecond : null
}

/** The ask that lists a node at a price: the terms of its latest ask, or the usual ones when it never had one; `transferable` where it is said. Listed for 28 days. */
export function askTermsOf({
  node,
  pricePerGpuSecond,
  transferable,
  nonce,
  provider,
  chain,
}: {
  readonly node: ProviderNode
  readonly pricePerGpuSecond: bigint
  readonly transferable?: boolean
  readonly nonce: bigint
  readonly provider: string
  readonly chain: Pick<ChainWire, 'chainNow' | 'feeBps'>
}) {
  const terms = node.latestAsk ?? newListing
  const { minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds } = terms
  return buildAsk({
    provider,
    node: node.node,
    pricePerGpuSecond,
    gpus: node.gpus,
    minDurationSeconds,
    maxDurationSeconds,
    availableForSeconds: longestListingSeconds,
    noticeSeconds,
    trialSeconds,
    transferable: transferable ?? terms.transferable,
    nonce,
    chain,
  })
}
