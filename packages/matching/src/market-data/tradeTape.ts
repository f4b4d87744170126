import type { LeaseId, NodeId } from '@infinitio/domain'
import type { BookCommand, JournalPosition } from '../commands/bookCommand.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import type { Trade } from './trade.ts'

/** The largest number of past trades that a market stores for one class. Candles go back this far. */
export const mostTradesKept = 100_000
/** The list may exceed its limit by this many trades before the oldest are dropped, so that not every new trade moves the whole list. */
const slack = 10_000

/** The trades of each class, oldest first, and the class and region of each node. Only `foldTrade` changes it. */
export type TradeTape = {
  seq: number
  /** Sequence number of the last row that changed a trade. */
  changedSeq: number
  readonly places: Map<NodeId, { readonly classId: number; readonly regionId: number }>
  readonly trades: Map<number, Trade[]>
}

/** Makes an empty tape (list of past trades), for the time before the first row of the journal. */
export function createTradeTape(): TradeTape {
  return { seq: 0, changedSeq: 0, places: new Map(), trades: new Map() }
}

/**
 * Updates the list of past trades by one row of the journal. Rows must come in order; rows that are already known are skipped. A trade is a settle on the chain
 * by this engine or another executor, at the time of its row. Unsettled matches do not count, because a price needs locked escrow. A settle that the chain
 * dropped is removed.
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

/** Returns the trades of a class, oldest first; only trades of one region when `regionId` is given. */
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
