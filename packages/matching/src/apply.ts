import { assert } from '@infinitio/domain'
import type { Book } from './book/book.ts'
import { chainNow } from './book/chainNow.ts'
import { numberOf } from './book/structures/numberOf.ts'
import { forgetUnheld } from './book/openAsks.ts'
import type { Turn } from './book/turn.ts'
import { wakeEverything } from './book/woken.ts'
import type { BookCommand, JournalPosition } from './commands/bookCommand.ts'
import type { BookEvent } from './events/bookEvent.ts'
import { applyLog, dropLog } from './handlers/applyLog.ts'
import { cancelAll, cancelOrder, cancelSession } from './handlers/cancelOrder.ts'
import { nodeGpusLost, nodeScored, nodeSilent } from './handlers/nodeRegistry.ts'
import { applyOperatorDecision } from './handlers/applyOperatorDecision.ts'
import { passTime } from './handlers/passTime.ts'
import { placeAsk } from './handlers/placeAsk.ts'
import { placeBid } from './handlers/placeBid.ts'
import { placeHold } from './handlers/placeHold.ts'
import { releaseHold } from './handlers/releaseHold.ts'
import { settleAbandoned } from './handlers/settleAbandoned.ts'
import { namedSnapshotsVersion, newestVersion } from './rules/marketRules.ts'
import { meetStanding } from './search/meetStanding.ts'

/**
 * Applies one command to the order book and returns its events. First ends all records that expired by `atMs`, then applies the command; before and after the
 * command, offers free capacity to resting bids. `Upgrade` replaces the rules and the rates without these steps; `Generation` and the snapshot commands change
 * no records. A refusal is an event with a code. If this function throws, that is a bug in our code, and the book can no longer be used. The same commands at
 * the same positions always give the same events and book. Asserts that `seq` increases and `atMs` does not decrease, that an `Upgrade` came first and a block
 * before the first command that needs the chain clock, and that this code knows the rules.
 */
export function apply(book: Book, command: BookCommand, { seq, atMs }: JournalPosition): BookEvent[] {
  assert(seq > book.seq && atMs >= book.atMs, 'journal positions go forward')
  book.seq = seq
  book.atMs = atMs
  const events: BookEvent[] = []
  if (command.kind === 'Upgrade') {
    // This code must know the rules. Otherwise it would report a valid journal as forged, or make other matches than matchers that know them.
    assert(command.version <= newestVersion, `rules of version ${command.version} are not known here, only those up to ${newestVersion}`)
    book.version = command.version
    book.feeBps = command.feeBps
    book.relayFee = command.relayFee
    for (const record of [...book.asks.values()]) {
      record.noteFee(command.feeBps)
      forgetUnheld(book, record)
    }
    wakeEverything(book)
    return events
  }
  if (command.kind === 'Generation') {
    book.generation = command.generation
    return events
  }
  if (command.kind === 'SnapshotPoint' || command.kind === 'SnapshotTaken') {
    // These two commands announce and name a snapshot of the book. They change only the book's position: no record expires and nothing matches.
    assert(book.version >= namedSnapshotsVersion, `snapshots are named from version ${namedSnapshotsVersion} of the rules on`)
    return events
  }
  assert(book.version > 0, 'an Upgrade comes first')
  if (command.kind === 'Block' && !command.final) book.clock = { number: command.number, timestamp: command.timestamp, atMs }
  if (book.clock === null && command.kind === 'Tick') return events
  const now = chainNow(book, atMs)
  const emit = (event: BookEvent) => void events.push(event)
  const turn: Turn = { book, seq, atMs, now, second: numberOf(now), matches: 0, isShort: false, emit }
  passTime(turn)
  // Before the command, offer resting bids the capacity that became free as time passed. These bids were placed before the command, so they come first.
  meetStanding(turn)
  judge(turn, command)
  meetStanding(turn)
  return events
}

function judge(turn: Turn, command: Exclude<BookCommand, { kind: 'Upgrade' | 'Generation' | 'SnapshotPoint' | 'SnapshotTaken' }>): void {
  switch (command.kind) {
    case 'PlaceAsk':
      placeAsk(turn, command)
      return
    case 'PlaceBid':
      placeBid(turn, command)
      return
    case 'CancelOrder':
      cancelOrder(turn, command)
      return
    case 'CancelAll':
      cancelAll(turn, command)
      return
    case 'CancelSession':
      cancelSession(turn, command.session)
      return
    case 'NodeGpusLost':
      nodeGpusLost(turn, command.node, command.gpus)
      return
    case 'NodeScored':
      nodeScored(turn, command.node, command.score)
      return
    case 'PlaceHold':
      placeHold(turn, command)
      return
    case 'ReleaseHold':
      releaseHold(turn, command)
      return
    case 'NodeSilent':
      nodeSilent(turn, command.node, true)
      return
    case 'NodeBack':
      nodeSilent(turn, command.node, false)
      return
    case 'SettleAbandoned':
      settleAbandoned(turn, command)
      return
    case 'SetMode':
    case 'DelistNode':
    case 'RelistNode':
    case 'BlockAccount':
    case 'UnblockAccount':
      applyOperatorDecision(turn, command)
      return
    case 'Dropped':
      if (command.of.kind !== 'Block') dropLog(turn, command.of)
      return
    case 'Block':
    case 'Tick':
      return
    default:
      applyLog(turn, command)
      return
  }
}
