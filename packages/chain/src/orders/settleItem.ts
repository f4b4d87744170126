import {
  type Ask,
  type Bid,
  durationSeconds,
  type Mandate,
  nodeId,
  type PTokenUnits,
  pTokenUnits,
  type UnixSeconds,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { askToChain } from './askToChain.ts'
import { bidToChain } from './bidToChain.ts'
import { mandateToChain } from './mandateToChain.ts'

/**
 * One pair to settle. `mandate` with its signature when the node key signed the ask, null when the wallet did. `start` 0 = spot, in the
 * settle block. `relayFee` in base units, within the bid's maximum.
 */
export type SettleItem = {
  readonly ask: Ask
  readonly askSignature: `0x${string}`
  readonly bid: Bid
  readonly bidSignature: `0x${string}`
  readonly mandate: { readonly mandate: Mandate; readonly signature: `0x${string}` } | null
  readonly gpus: number
  readonly start: UnixSeconds
  readonly relayFee: PTokenUnits
}

const noMandate: Mandate = {
  provider: zeroAddress,
  node: nodeId(zeroHex32),
  minPricePerGpuSecond: pTokenUnits(0n),
  maxDurationSeconds: durationSeconds(0n),
  maxTrialSeconds: durationSeconds(0n),
  minNoticeSeconds: durationSeconds(0n),
  maxNoticeSeconds: durationSeconds(0n),
  availableUntil: unixSeconds(0n),
  flags: 0,
  until: unixSeconds(0n),
  nonce: 0n,
}

/** A settle item as `Market.settle` takes it. */
export function settleItemToChain(item: SettleItem) {
  return {
    ask: askToChain(item.ask),
    askSignature: item.askSignature,
    bid: bidToChain(item.bid),
    bidSignature: item.bidSignature,
    mandate: mandateToChain(item.mandate?.mandate ?? noMandate),
    mandateSignature: item.mandate?.signature ?? ('0x' as const),
    gpus: item.gpus,
    start: Number(item.start),
    relayFee: item.relayFee,
  }
}
