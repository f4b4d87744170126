import { raiseFenceByAdmin } from '@infinitio/db/admin'
import { assertNever } from '@infinitio/domain'
import { type AdminCall, commandName, needsReason } from './adminCall.ts'
import type { AdminHouse } from './adminContext.ts'
import { type AdminAnswer, audited } from './audited.ts'
import { hideReview } from './hideReview.ts'
import { openLostGeneration } from './backup/openLostGeneration.ts'
import { restoreBackup } from './backup/restoreBackup.ts'
import { takeBackup } from './backup/takeBackup.ts'
import { compareBooks } from './compareBooks.ts'
import { decide } from './decide.ts'
import { describeAuditLog } from './describeAuditLog.ts'
import { describeStatus } from './describeStatus.ts'
import { AdminUsageError } from './parseAdminCall.ts'
import { planMove } from './planMove.ts'
import { rebuildProjections } from './rebuildProjections.ts'
import { removeArtefact } from './removeArtefact.ts'
import { retrySettlement } from './retrySettlement.ts'
import { payShares, showShares } from './shares.ts'
import { showSettlement } from './showSettlement.ts'

/** Runs an operator's command and records it in the audit log. Throws `AdminUsageError` if the command needs a reason and has none. */
export async function runAdminCall(house: AdminHouse, call: AdminCall, { who, reason }: { who: string; reason: string }): Promise<AdminAnswer> {
  if (needsReason(call) && reason.trim() === '') throw new AdminUsageError(`${commandName(call)} changes something: say why with --reason`)
  const { name: _name, ...rest } = call
  const args = JSON.stringify(rest, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  const entry = { who, command: commandName(call), args, reason: reason.trim() === '' ? 'looked' : reason.trim() }
  return audited(house, entry, () => perform(house, call, entry.reason))
}

async function perform(house: AdminHouse, call: AdminCall, reason: string): Promise<AdminAnswer> {
  switch (call.name) {
    case 'status':
      return describeStatus(house)
    case 'audit-log':
      return describeAuditLog(house, call.limit)
    case 'decide':
      return decide(house, call.command)
    case 'settlement show':
      return showSettlement(house, call.matchId)
    case 'settlement retry':
      return retrySettlement(house, call.matchId)
    case 'review hide':
      return hideReview(house, call.number, reason)
    case 'artefact remove':
      return removeArtefact(house, call.sha256)
    case 'shares':
      return showShares(house)
    case 'shares pay':
      return payShares(house, call.keyFile)
    case 'rebuild-projections':
      return rebuildProjections(house)
    case 'fence raise': {
      const fence = await raiseFenceByAdmin(house.admin)
      return { lines: [`The fence is ${fence}: whoever wrote the journal gives up at its next row.`], fields: { fence }, ok: true }
    }
    case 'backup':
      return takeBackup(house, call.to)
    case 'restore':
      return restoreBackup(house, call)
    case 'move':
      return planMove(house, call.successors)
    case 'generation open':
      return openLostGeneration(house, call)
    case 'books':
      return compareBooks(house)
    default:
      return assertNever(call)
  }
}
