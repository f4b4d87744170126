import type { AskRecord } from '../book/askRecord.ts'
import { askReplacedBy, openAsk, shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { newAskRefusal } from '../rules/askRefusal.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'

/** Puts an ask into the book, in the place of an older one of the same node and private renter; or says why not. */
export function placeAsk(turn: Turn, command: Extract<ApiCommand, { kind: 'PlaceAsk' }>): void {
  const { book, emit } = turn
  const { ask, orderHash, signature } = command
  if (book.asks.has(orderHash)) {
    emit({ kind: 'DuplicateIgnored', orderHash })
    return
  }
  const mandate = command.mandate ?? null
  const code = operatorRefusal(book, { account: ask.provider, trades: false }) ?? newAskRefusal(turn, { ask, mandate })
  if (code !== null) {
    emit({ kind: 'AskRejected', orderHash, account: ask.provider, node: ask.node, code })
    return
  }

  const record: AskRecord = { orderHash, ask, signature, mandate, mandateSignature: command.mandateSignature ?? null, seq: turn.seq, state: 'open' }
  const node = book.nodes.get(ask.node)
  const older = node && askReplacedBy(node, record)
  if (older !== undefined) {
    shutAsk(book, older, 'replaced')
    emit({ kind: 'OrderCancelled', orderHash: older.orderHash, reason: 'replaced' })
  }
  book.asks.set(orderHash, record)
  openAsk(book, record)
  emit({
    kind: 'AskPlaced',
    orderHash,
    ask,
    signature,
    ...(command.mandate === undefined ? {} : { mandate: command.mandate }),
    ...(command.mandateSignature === undefined ? {} : { mandateSignature: command.mandateSignature }),
  })
}
