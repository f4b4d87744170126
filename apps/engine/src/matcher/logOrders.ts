import type { BookEvent } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'

/** What one journal row did, as far as the log tells it. */
export interface Judged {
  seq: bigint
  events: readonly BookEvent[]
}

/** Writes a line for each bid whose fate was decided, with its hash and place in the journal; the rest is in the journal itself. */
export function logOrders(judged: readonly Judged[], { logger }: { logger: Logger }): void {
  for (const { seq, events } of judged) {
    for (const event of events) {
      if (event.kind === 'BidRejected') logger.info({ orderHash: event.orderHash, seq, event: event.kind, code: event.code }, 'a bid was refused')
      else if ('bidHash' in event) logger.info({ orderHash: event.bidHash, seq, event: event.kind }, 'a bid went on')
    }
  }
}
