import { StoredAsk } from '../book/storedAsk.ts'
import { askReplacedBy, openAsk, shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { newAskRefusal } from '../rules/askRefusal.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'
import { placeInTime, replaceRefusal, takeReplacedOut } from './replaceOrder.ts'

/**
 * Adds an ask to the book, or emits its refusal. The ask replaces the open ask of the same node and private renter, and also the order that the command names
 * in `replaces`.
 */
export function placeAsk(turn: Turn, command: Extract<ApiCommand, { kind: 'PlaceAsk' }>): void {
  const { book, emit } = turn
  const { ask, orderHash, signature } = command
  if (book.asks.has(orderHash)) {
    emit({ kind: 'DuplicateIgnored', orderHash })
    return
  }
  const mandate = command.mandate ?? null
  const kept = operatorRefusal(book, { account: ask.provider, trades: false })
  const node = book.nodes.get(ask.node)
  const code = kept ?? newAskRefusal(turn, { ask, mandate, node }) ?? replaceRefusal(turn, command)
  if (code !== null || node === undefined) {
    emit({ kind: 'AskRejected', orderHash, account: ask.provider, node: ask.node, code: code ?? 'node.unknown' })
    return
  }

  const record = new StoredAsk(command, { node, seq: placeInTime(turn, command), feeBps: book.feeBps })
  takeReplacedOut(turn, command)
  const older = askReplacedBy(node, record)
  if (older !== undefined) {
    shutAsk(book, older, 'replaced')
    emit({ kind: 'OrderCancelled', orderHash: older.orderHash, reason: 'replaced' })
  }
  book.asks.set(orderHash, record)
  openAsk(turn, record)
  const placed = { kind: 'AskPlaced', orderHash, ask, signature } as const
  if (command.mandate === undefined) emit(placed)
  else
    emit({ ...placed, mandate: command.mandate, ...(command.mandateSignature === undefined ? {} : { mandateSignature: command.mandateSignature }) })
}
