import { bps, pTokenUnits } from '@infinitio/domain'
import { isBid } from './storedBid.ts'
import type { Book } from './book.ts'
import { CountedMap } from './structures/countedMap.ts'
import { HexMap } from './structures/hexMap.ts'
import { HourSteps } from './hourSteps.ts'
import { MatchesById } from './matchesById.ts'
import { StandingBids } from './standingBids.ts'
import { TimeHeap } from './structures/timeHeap.ts'
import type { AskRecord, BidRecord, Pause } from './records.ts'

/** Makes an empty order book. Its first command must be an `Upgrade`, with the version and the fees. */
export function createBook(): Book {
  return {
    version: 0,
    feeBps: bps(0n),
    relayFee: pTokenUnits(0n),
    seq: 0,
    atMs: 0,
    clock: null,
    horizonHour: 0,
    generation: 0,
    mode: 'open',
    accounts: new HexMap(),
    nodes: new HexMap(),
    silentNodes: new Set(),
    delistedProviders: new Set(),
    delistedNodes: new Set(),
    blockedAccounts: new Set(),
    classes: new Map(),
    regions: new Set(),
    asks: new HexMap(),
    bids: new HexMap(),
    holds: new Map(),
    matches: new MatchesById(),
    leases: new CountedMap(),
    avoided: new Map(),
    judgedMatches: new Map(),
    woken: { nodes: [], bids: new Set(), everything: false },
    liveHolds: new Map(),
    holdsOn: new Map(),
    hour: 0,
    unsettledMatches: 0,
    judgedBids: new Set(),
    closedLeases: new Set(),
    nodesOfProvider: new Map(),
    busyNodes: [],
    hourSteps: new HourSteps(),
    classMarkets: [],
    standing: new StandingBids(),
    leaving: new TimeHeap({ at: (record: AskRecord | BidRecord) => record.endsAt, isOver: (record) => isOver(record) || !hasToGo(record) }),
    waiting: new TimeHeap({ at: startOf, isOver }),
    lapsing: new TimeHeap({ at: (record: BidRecord) => record.endsAt, isOver: (record) => isOver(record) || record.hasToGo }),
    pauses: new TimeHeap({ at: ({ untilMs }: Pause) => untilMs, isOver: ({ account, untilMs }) => account.strikes?.pausedUntilMs !== untilMs }),
    sessions: new Map(),
  }
}

function isOver(record: AskRecord | BidRecord): boolean {
  return isBid(record) ? record.state !== 'resting' : record.state !== 'open'
}

function hasToGo(record: AskRecord | BidRecord): boolean {
  return !isBid(record) || record.hasToGo
}

function startOf(record: AskRecord | BidRecord): number {
  return isBid(record) ? record.startFrom : record.from
}
