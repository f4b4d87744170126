import type { Address, NodeId } from '@infinitio/domain'
import type { AccountRecord } from './accountRecord.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import { type HourCounts, noHours } from './hourCounts.ts'
import type { MarketBook } from './marketBook.ts'

/** The validators' attestation of a node. */
export type Attested = { readonly tier: number; readonly reliabilityBps: number }

/**
 * A registered node: its facts, its open asks by price then time, and the hours of leases and reservations. `isHidden` caches `hiddenBy`;
 * `market` is the book of its class and region; `bids` are the resting bids for this node, highest price first.
 */
export type NodeRecord = {
  isHidden: boolean
  vramGib: number
  tier: number
  reliabilityBps: number
  classId: number
  regionId: number
  gpus: number
  /** The provider's account; null until its first use. */
  account: AccountRecord | null
  leased: HourCounts
  reserved: HourCounts
  /** True when at least one hour is taken, past hours included. */
  isBusy: boolean
  /** The node's only open ask, or null if it has none or several. Most nodes have one ask, so most readers need no list. */
  onlyAsk: AskRecord | null
  market: MarketBook
  readonly node: NodeId
  /** True while freed capacity of the node has not yet been offered to resting bids. */
  isWoken: boolean
  /** The open asks of the node, sorted by price, then time. Only `setAsks` changes the list. */
  asks: readonly AskRecord[]
  readonly bids: BidRecord[]
  readonly provider: Address
  isRetired: boolean
  /** False after the chain dropped the registration. */
  isRegistered: boolean
  /** All attestations, oldest first, so that the book can undo the last one. The last one counts. If there is none, tier and reliability are 0. */
  readonly attested: Attested[]
  /** Benchmark score; 0 when unknown. */
  score: number
}

/** The facts of a node on the chain. */
export type NodeFacts = Pick<NodeRecord, 'node' | 'provider' | 'classId' | 'regionId' | 'gpus' | 'vramGib'>

/** Makes a node from the chain's facts. Every node is made here, so that all have the same memory layout, with the fields of a search first. */
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

/**
 * Returns the divisor for ranking by value: benchmark score × reliability, or 0 if one of them is unknown. It is below 2^46: a score has 32 bits, and
 * reliability is at most 10,000.
 */
export function meritOf({ score, reliabilityBps }: Pick<NodeRecord, 'score' | 'reliabilityBps'>): number {
  return score * reliabilityBps
}

/** Replaces the open asks of a node. The list is sorted by price, then time. */
export function setAsks(node: NodeRecord, asks: readonly AskRecord[]): void {
  node.asks = asks
  node.onlyAsk = asks.length === 1 ? (asks[0] ?? null) : null
}
