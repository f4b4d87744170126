import type { LeaseId, NodeId } from '@infinitio/domain'
import type { BookCommand, JournalPosition } from '../commands/bookCommand.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import type { Trade } from './trade.ts'

/** Trades kept of a class, the last ones: what candles reach back to. */
export const mostTradesKept = 100_000
/** Trades that may stand above that before the oldest are dropped, so that not each trade moves them all. */
const slack = 10_000

/** The trades of each class, oldest first, and where each node stands. Only `foldTrade` changes it. */
export type TradeTape = {
  seq: number
  /** Number of the last row that changed a trade. */
  changedSeq: number
  readonly places: Map<NodeId, { readonly classId: number; readonly regionId: number }>
  readonly trades: Map<number, Trade[]>
}

/** A tape before the first row of the journal. */
export function createTradeTape(): TradeTape {
  return { seq: 0, changedSeq: 0, places: new Map(), trades: new Map() }
}

/**
 * Notes one row of the journal, in its order. A trade is a settle that the chain told of (ours or another executor's), at the time of its row; one that
 * the chain dropped is taken off. Matches that never settle are none: a price counts when escrow was locked for it. Rows that were noted are passed over.
 */
export function foldTrade(tape: TradeTape, command: BookCommand, position: JournalPosition): void {
  if (position.seq <= tape.seq) return
  tape.seq = position.seq
  if (command.kind === 'NodeRegistered') {
    tape.places.set(command.node, { classId: command.classId, regionId: command.regionId })
  } else if (command.kind === 'Settled') {
    addTrade(tape, command, position)
  } else if (command.kind === 'Dropped' && command.of.kind === 'Settled') {
    dropTrade(tape, command.of.leaseId, position.seq)
  }
}

/** Trades of a class, oldest first; of one region when it is named. */
export function tradesOf(tape: TradeTape, { classId, regionId }: { classId: number; regionId: number | null }): readonly Trade[] {
  const trades = tape.trades.get(classId) ?? []
  return regionId === null ? trades : trades.filter((trade) => trade.regionId === regionId)
}

function addTrade(tape: TradeTape, settled: Extract<ChainLogCommand, { kind: 'Settled' }>, { seq, atMs }: JournalPosition): void {
  const { leaseId, terms } = settled
  const place = tape.places.get(terms.node)
  if (place === undefined) return
  const { node, renter, pricePerGpuSecond, gpus, durationSeconds, start } = terms
  const trades = tape.trades.get(place.classId) ?? []
  trades.push({ leaseId, seq, atMs, ...place, node, renter, pricePerGpuSecond, gpus, durationSeconds, start })
  if (trades.length >= mostTradesKept + slack) trades.splice(0, trades.length - mostTradesKept)
  tape.trades.set(place.classId, trades)
  tape.changedSeq = seq
}

function dropTrade(tape: TradeTape, leaseId: LeaseId, seq: number): void {
  for (const trades of tape.trades.values()) {
    const at = trades.findLastIndex((trade) => trade.leaseId === leaseId)
    if (at < 0) continue
    trades.splice(at, 1)
    tape.changedSeq = seq
  }
}
