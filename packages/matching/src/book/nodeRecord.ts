import type { Address, NodeId } from '@infinitio/domain'
import type { AccountRecord } from './accountRecord.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { HourCounts } from './hourCounts.ts'
import type { MarketBook } from './marketBook.ts'

/** What validators said of a node. */
export type Attested = { readonly tier: number; readonly reliabilityBps: number }

/**
 * A registered node: its facts, its open asks by price then time, and the hours taken by leases and set aside by us. `isHidden` is what
 * `hiddenBy` says; `market` is the book of its class and region; `bids` are the standing bids that name it, dearest first.
 */
export type NodeRecord = {
  readonly node: NodeId
  readonly provider: Address
  /** Of the provider; null while nobody asked for it. */
  account: AccountRecord | null
  classId: number
  regionId: number
  gpus: number
  vramGib: number
  market: MarketBook
  isRetired: boolean
  /** False while the chain has dropped the registration. */
  isRegistered: boolean
  isHidden: boolean
  /** Every word of the validators in turn, so that one can be dropped: the last holds. Never attested: tier 0, reliability 0. */
  readonly attested: Attested[]
  tier: number
  reliabilityBps: number
  /** Benchmark score; 0 when there is none. */
  score: number
  asks: readonly AskRecord[]
  readonly bids: BidRecord[]
  readonly leased: HourCounts
  readonly reserved: HourCounts
  /** An hour of it is taken, history included. */
  isBusy: boolean
  /** Standing bids have not looked yet at what came back of it. */
  isWoken: boolean
}

/** What ranking by value divides a price by: benchmark score × reliability, 0 when one is unknown. Below 2^46: a score has 32 bits, a reliability is at most 10,000. */
export function meritOf({ score, reliabilityBps }: Pick<NodeRecord, 'score' | 'reliabilityBps'>): number {
  return score * reliabilityBps
}
