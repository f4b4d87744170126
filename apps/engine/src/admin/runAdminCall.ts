import { raiseFenceByAdmin } from '@infinitio/db/admin'
import { assertNever } from '@infinitio/domain'
import { type AdminCall, commandName, needsReason } from './adminCall.ts'
import type { AdminContext } from './adminContext.ts'
import { type AdminAnswer, audited } from './audited.ts'
import { hideReview } from './hideReview.ts'
import { changeService } from './changeService.ts'
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
export async function runAdminCall(context: AdminContext, call: AdminCall, { who, reason }: { who: string; reason: string }): Promise<AdminAnswer> {
  if (needsReason(call) && reason.trim() === '') throw new AdminUsageError(`${commandName(call)} changes something: say why with --reason`)
  const { name: _name, ...rest } = call
  const args = JSON.stringify(rest, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  const entry = { who, command: commandName(call), args, reason: reason.trim() === '' ? 'looked' : reason.trim() }
  return audited(context, entry, () => perform(context, call, entry.reason))
}

async function perform(context: AdminContext, call: AdminCall, reason: string): Promise<AdminAnswer> {
  switch (call.name) {
    case 'status':
      return describeStatus(context)
    case 'audit-log':
      return describeAuditLog(context, call.limit)
    case 'decide':
      return decide(context, call.command)
    case 'settlement show':
      return showSettlement(context, call.matchId)
    case 'settlement retry':
      return retrySettlement(context, call.matchId)
    case 'review hide':
      return hideReview(context, call.number, reason)
    case 'service hide':
    case 'service show':
      return changeService(context, { act: call.name, service: call.service, reason })
    case 'artefact remove':
      return removeArtefact(context, call.sha256)
    case 'shares':
      return showShares(context)
    case 'shares pay':
      return payShares(context, call.keyFile)
    case 'rebuild-projections':
      return rebuildProjections(context)
    case 'fence raise': {
      const fence = await raiseFenceByAdmin(context.admin)
      return { lines: [`The fence is ${fence}: whoever wrote the journal gives up at its next row.`], fields: { fence }, ok: true }
    }
    case 'backup':
      return takeBackup(context, call.to)
    case 'restore':
      return restoreBackup(context, call)
    case 'move':
      return planMove(context, call.successors)
    case 'generation open':
      return openLostGeneration(context, call)
    case 'books':
      return compareBooks(context)
    default:
      return assertNever(call)
  }
}
