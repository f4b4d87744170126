import type { ErrorCode } from '@infinitio/domain'
import { endHold } from '../book/liveHold.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'

/** Releases a hold (reservation) at its owner's request. */
export function releaseHold({ book, emit }: Turn, { holdId, account }: Extract<ApiCommand, { kind: 'ReleaseHold' }>): void {
  const hold = book.holds.get(holdId)
  const reject = (code: ErrorCode) => emit({ kind: 'ReleaseRejected', holdId, code })
  if (hold === undefined) {
    reject('hold.unknown')
    return
  }
  if (hold.account !== account) {
    reject('hold.not_owner')
    return
  }
  if (hold.state === 'used') {
    reject('hold.already_used')
    return
  }
  if (hold.state === 'expired') {
    reject('hold.expired')
    return
  }
  if (hold.state === 'released') {
    reject('hold.released')
    return
  }
  endHold(book, hold, 'released')
  emit({ kind: 'HoldReleased', holdId, code: null })
}
