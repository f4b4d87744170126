import type { BookEvent } from '@infinitio/matching'
import { type Logger, metrics } from '@infinitio/process'

const journaled = metrics.counter({ name: 'infinitio_journal_rows_total', help: 'Rows this matcher appended to the journal', labels: [] })
const decided = metrics.counter({ name: 'infinitio_bid_events_total', help: 'What this matcher decided about bids', labels: ['event'] })

/** The part of a journal row that the log of orders needs: its number, and the events that its command produced. */
export interface Judged {
  seq: bigint
  events: readonly BookEvent[]
}

/** The kinds of events that concern one order and no match, and that this file logs. `BidRejected` is logged separately. */
const alone: ReadonlySet<BookEvent['kind']> = new Set(['AskRejected', 'BidRested', 'OrderCancelled', 'CancelRejected', 'OrderExpired', 'AskRestored'])

/** Logs each order whose outcome was decided, with its hash and journal row, and counts decisions about bids. All other details are in the journal. */
export function logOrders(judged: readonly Judged[], { logger }: { logger: Logger }): void {
  journaled.inc(judged.length)
  for (const { seq, events } of judged) {
    for (const event of events) {
      if (event.kind === 'BidRejected' || 'bidHash' in event) decided.inc({ event: event.kind })
      if (event.kind === 'BidRejected') logger.info({ orderHash: event.orderHash, seq, event: event.kind, code: event.code }, 'a bid was refused')
      else if ('bidHash' in event) logger.info({ orderHash: event.bidHash, seq, event: event.kind }, 'a bid went on')
      else if (alone.has(event.kind) && 'orderHash' in event)
        logger.info({ ...aboutOf(event), seq, event: event.kind }, 'an order rests or left the book')
    }
  }
}

function aboutOf(event: Extract<BookEvent, { orderHash: string }>): { orderHash: string; code?: string; reason?: string } {
  const { orderHash } = event
  if ('code' in event) return { orderHash, code: event.code }
  return 'reason' in event ? { orderHash, reason: event.reason } : { orderHash }
}
