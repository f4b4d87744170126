import { noHours } from './structures/hourCounts.ts'
import type { AskRecord, MarketBook, NodeRecord } from './records.ts'

/** The facts of a machine (node) that the chain states at its registration. */
export type NodeFacts = Pick<NodeRecord, 'node' | 'provider' | 'classId' | 'regionId' | 'gpus' | 'vramGib'>

/** Makes a node from the chain's facts. Every node is made here, so that all have the same layout in memory. The fields that searches read come first. */
export function newNode({ node, provider, classId, regionId, gpus, vramGib }: NodeFacts, market: MarketBook): NodeRecord {
  return {
    isHidden: false,
    vramGib,
    tier: 0,
    reliabilityBps: 0,
    classId,
    regionId,
    gpus,
    lostGpus: 0,
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
