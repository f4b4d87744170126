import { type DeploymentStatus, readDeploymentStatus } from '@infinitio/db/admin'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/** Describes the state of this deployment from its own database rows. */
export async function describeStatus({ admin }: Pick<AdminContext, 'admin'>): Promise<AdminAnswer> {
  const status = await readDeploymentStatus(admin)
  return { lines: linesOf(status), fields: { ...status }, ok: true }
}

function linesOf(status: DeploymentStatus): string[] {
  const age = status.matcherAgeSeconds === null ? 'never ran' : `heard ${status.matcherAgeSeconds} s ago`
  const oldest = status.oldestUnsettledSeconds === null ? '' : `, the oldest for ${status.oldestUnsettledSeconds} s`
  const named = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))
  return [
    `market       ${status.mode ?? 'not opened yet'}${status.paused === true ? ', new matches wait for the chain' : ''}`,
    `journal      row ${status.journalSeq ?? 0}, ${status.journalHash ?? 'empty'}, generation ${status.generation ?? 0}`,
    `matcher      ${age}, fence ${status.fence}`,
    `settlements  ${status.unsettled ?? 0} unsettled${oldest}; ${status.openTransactions} transactions wait`,
    `follower     head ${status.headNumber ?? '-'}, final ${status.finalNumber ?? '-'}, chain ${status.chainOk === false ? 'away' : 'answers'}`,
    `blocked      ${named(status.blockedAccounts)}`,
    `delisted     ${named(status.delistedNodes)}`,
  ]
}
