import type { Address, NodeId } from '@infinitio/domain'
import type { AccountRecord } from './accountRecord.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import { type HourCounts, noHours } from './hourCounts.ts'
import type { MarketBook } from './marketBook.ts'

/** What validators said of a node. */
export type Attested = { readonly tier: number; readonly reliabilityBps: number }

/**
 * A registered node: its facts, its open asks by price then time, and the hours taken by leases and set aside by us. `isHidden` is what
 * `hiddenBy` says; `market` is the book of its class and region; `bids` are the standing bids that name it, dearest first.
 */
export type NodeRecord = {
  isHidden: boolean
  vramGib: number
  tier: number
  reliabilityBps: number
  classId: number
  regionId: number
  gpus: number
  /** Of the provider; null while nobody asked for it. */
  account: AccountRecord | null
  leased: HourCounts
  reserved: HourCounts
  /** An hour of it is taken, history included. */
  isBusy: boolean
  /** Its open ask when it has one alone, as most have: what looks at it need not read the list. */
  onlyAsk: AskRecord | null
  market: MarketBook
  readonly node: NodeId
  /** Standing bids have not looked yet at what came back of it. */
  isWoken: boolean
  /** Changed by `setAsks` alone. */
  asks: readonly AskRecord[]
  readonly bids: BidRecord[]
  readonly provider: Address
  isRetired: boolean
  /** False while the chain has dropped the registration. */
  isRegistered: boolean
  /** Every word of the validators in turn, so that one can be dropped: the last holds. Never attested: tier 0, reliability 0. */
  readonly attested: Attested[]
  /** Benchmark score; 0 when there is none. */
  score: number
}

/** What the chain says of a node. */
export type NodeFacts = Pick<NodeRecord, 'node' | 'provider' | 'classId' | 'regionId' | 'gpus' | 'vramGib'>

/**
 * A node of which nothing but the chain's facts is known. All of them are made here, so that they look alike in memory; what searches compare comes first and stands
 * together.
 */
export function newNode({ node, provider, classId, regionId, gpus, vramGib }: NodeFacts, market: MarketBook): NodeRecord {
  return {
    isHidden: false,
    vramGib,
    tier: 0,
    reliabilityBps: 0,
    classId,
    regionId,
    gpus,
    account: null,
    leased: noHours,
    reserved: noHours,
    isBusy: false,
    onlyAsk: null,
    market,
    node,
    isWoken: false,
    asks: [],
    bids: [],
    provider,
    isRetired: false,
    isRegistered: true,
    attested: [],
    score: 0,
  }
}

/** What ranking by value divides a price by: benchmark score × reliability, 0 when one is unknown. Below 2^46: a score has 32 bits, a reliability is at most 10,000. */
export function meritOf({ score, reliabilityBps }: Pick<NodeRecord, 'score' | 'reliabilityBps'>): number {
  return score * reliabilityBps
}

/** Gives a node other open asks, by price, then time. */
export function setAsks(node: NodeRecord, asks: readonly AskRecord[]): void {
  node.asks = asks
  node.onlyAsk = asks.length === 1 ? (asks[0] ?? null) : null
}
