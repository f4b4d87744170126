import { type Address, assertNever } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { changeVisibility } from '../book/nodeVisibility.ts'
import type { Turn } from '../book/turn.ts'
import { wakeAccount, wakeEverything } from '../book/woken.ts'
import type { AdminCommand } from '../commands/bookCommand.ts'

/** Applies a decision of the operator. Repeating a decision changes nothing and emits no event. */
export function applyOperatorDecision(turn: Turn, command: AdminCommand): void {
  const { book, emit } = turn
  switch (command.kind) {
    case 'SetMode':
      if (book.mode === command.mode) return
      book.mode = command.mode
      if (command.mode === 'open') wakeEverything(book)
      emit({ kind: 'ModeChanged', mode: command.mode })
      return
    case 'DelistNode':
      changeVisibility(turn, [command.node], () => void book.delistedNodes.add(command.node))
      return
    case 'RelistNode':
      changeVisibility(turn, [command.node], () => void book.delistedNodes.delete(command.node))
      return
    case 'BlockAccount':
      if (book.blockedAccounts.has(command.account)) return
      book.blockedAccounts.add(command.account)
      emit({ kind: 'AccountBlocked', account: command.account })
      return
    case 'UnblockAccount':
      if (!book.blockedAccounts.delete(command.account)) return
      wakeAccountOf(book, command.account)
      emit({ kind: 'AccountUnblocked', account: command.account })
      return
    default:
      assertNever(command)
  }
}

function wakeAccountOf(book: Book, account: Address): void {
  const record = book.accounts.get(account)
  if (record !== undefined) wakeAccount(book, record)
}
