import type { ErrorCode } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import type { Turn } from '../book/turn.ts'
import { abandonMatch } from '../book/unsettledMatch.ts'
import type { WorkerCommand } from '../commands/bookCommand.ts'
import { restrictionMs } from '../rules/marketRules.ts'

/** Settles that fail so were the renter's own doing. */
const ownFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['account.insufficient_balance', 'order.nonce_cancelled', 'order.lane_overfilled'])

/** Gives an unsettled match up; by the renter's own fault the account's orders do not rest for a day. Late words are ignored. */
export function settleAbandoned(turn: Turn, { matchId, code }: WorkerCommand): void {
  const { book, atMs, emit } = turn
  const match = book.matches.get(matchId)
  if (match === undefined || match.state !== 'unsettled') return
  abandonMatch(turn, match, code)
  if (!ownFaults.has(code)) return
  const untilMs = atMs + restrictionMs
  accountOf(book, match.renter).iocOnlyUntilMs = untilMs
  emit({ kind: 'AccountRestricted', account: match.renter, untilMs })
}
