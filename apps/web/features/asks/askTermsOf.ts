import { parsePt, pricePerGpuSecondDown, horizonSeconds } from '@infinitio/domain'
import { buildAsk } from '@infinitio/sdk'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const newListing = { minDurationSeconds: 600, maxDurationSeconds: 7 * 86_400, noticeSeconds: 0, trialSeconds: 300, transferable: false } as const

/**
 * Returns the base units per GPU-second for a price typed in PT per GPU-hour, rounded down. Returns null for text that is not a price, and for zero.
 */
export function priceFromText(text: string): bigint | null {
  const perHour = parsePt(text)
  if (perHour === null) return null
  const perSecond = pricePerGpuSecondDown(perHour)
  return perSecond > 0n ? perSecond : null
}

/**
 * Returns an ask that lists a machine at this price for the next 28 days, except for times of planned maintenance. It has the terms of the machine's latest
 * ask, or default terms if there is none. By default, a real machine rents out all its GPUs together, because a container gets all of them. If `transferable`
 * is given, it replaces that term.
 */
export function askTermsOf({
  node,
  pricePerGpuSecond,
  transferable,
  privateRenter,
  nonce,
  provider,
  chain,
}: {
  readonly node: ProviderNode
  readonly pricePerGpuSecond: bigint
  readonly transferable?: boolean
  /** The only account that may rent at this ask; everyone if it is left out. */
  readonly privateRenter?: string
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
    minGpus: node.latestAsk?.minGpus ?? (node.simulated ? 1 : node.gpus),
    minDurationSeconds,
    maxDurationSeconds,
    availableForSeconds: horizonSeconds,
    noticeSeconds,
    trialSeconds,
    transferable: transferable ?? terms.transferable,
    ...(privateRenter === undefined ? {} : { privateRenter }),
    nonce,
    maintenance: node.maintenance,
    chain,
  })
}

/** Returns an ask for the same account as `terms`, an open ask of this machine, with the same price, GPUs and limits, for the next 28 days. */
export function renewedPrivateAsk({
  node,
  terms,
  ...rest
}: Pick<Parameters<typeof askTermsOf>[0], 'node' | 'nonce' | 'provider' | 'chain'> & { readonly terms: AskWire }) {
  const { pricePerGpuSecond, privateRenter, maxGpus } = terms
  return askTermsOf({ ...rest, node: { ...node, gpus: maxGpus, latestAsk: terms }, pricePerGpuSecond: BigInt(pricePerGpuSecond), privateRenter })
}
