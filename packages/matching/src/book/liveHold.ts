import { assert, type ErrorCode, type OrderHash } from '@infinitio/domain'
import { accountOf } from './accountOf.ts'
import type { Book } from './book.ts'
import type { HoldRecord } from './holdRecord.ts'
import { giveHours, takeHours } from './hourCounts.ts'
import type { Turn } from './turn.ts'

/** Sets a hold's money and hours aside and starts its life. */
export function startHold(book: Book, hold: HoldRecord): void {
  book.holds.set(hold.holdId, hold)
  book.liveHolds.set(hold.holdId, hold)
  setAside(book, hold)
}

/** Frees what a hold set aside and ends its life. */
export function endHold(book: Book, hold: HoldRecord, state: 'used' | 'released' | 'expired'): void {
  assert(hold.state === 'held', 'a hold ends once')
  free(book, hold)
  hold.state = state
  book.liveHolds.delete(hold.holdId)
}

/** Releases every live hold on an ask, because it is gone. */
export function releaseHoldsOn({ book, emit }: Turn, askHash: OrderHash, code: ErrorCode): void {
  for (const hold of [...book.liveHolds.values()]) {
    if (hold.askHash !== askHash) continue
    endHold(book, hold, 'released')
    emit({ kind: 'HoldReleased', holdId: hold.holdId, code })
  }
}

/** Runs a question with the hold's money and hours given back, then sets them aside again. */
export function withoutHold<T>(book: Book, hold: HoldRecord | null, question: () => T): T {
  if (hold === null) return question()
  free(book, hold)
  const answer = question()
  setAside(book, hold)
  return answer
}

function setAside(book: Book, hold: HoldRecord): void {
  accountOf(book, hold.account).held += hold.amount
  const node = book.nodes.get(hold.node)
  if (hold.hours !== null && node !== undefined) takeHours(node.reserved, hold.hours, { gpus: hold.gpus, horizon: book.horizonHour })
}

function free(book: Book, hold: HoldRecord): void {
  accountOf(book, hold.account).held -= hold.amount
  const node = book.nodes.get(hold.node)
  if (hold.hours !== null && node !== undefined) giveHours(node.reserved, hold.hours, { gpus: hold.gpus, horizon: book.horizonHour })
}
