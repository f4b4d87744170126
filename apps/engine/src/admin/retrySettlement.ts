import { insertSettlementRetry, readSettlementTrail } from '@infinitio/db/admin'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/**
 * Makes the worker try an unsettled match again: the lost transactions of the match no longer count as attempts, and the worker is woken up. If a transaction
 * of the match waits or is in a block, the worker only continues to check that transaction. For a match in a group, this holds for the whole group. Refuses a
 * match that is settled or abandoned.
 */
export async function retrySettlement({ admin, client }: Pick<AdminContext, 'admin' | 'client'>, matchId: bigint): Promise<AdminAnswer> {
  const trail = await readSettlementTrail(client, { matchId })
  if (trail === null) return refused(`There is no match ${matchId}.`)
  if (!(await admin.transaction((tx) => insertSettlementRetry(tx, { matchId }))))
    return refused(`Match ${matchId} is ${trail.abandoned ? 'given up' : trail.state}: there is nothing to send.`)
  const waiting = trail.transactions.findLast(({ state }) => state === 'stored' || state === 'broadcast' || state === 'mined')
  const lost = trail.transactions.filter(({ state }) => state === 'dropped').length
  const line =
    waiting === undefined
      ? `Match ${matchId} will be sent anew; ${lost} lost transactions count no more.`
      : `Transaction ${waiting.id} of match ${matchId} is ${waiting.state}; the worker was woken to look after it.`
  return { lines: [line], fields: { matchId, orderHash: trail.bidHash, lost, waiting: waiting?.id ?? null }, ok: true }
}

function refused(line: string): AdminAnswer {
  return { lines: [line], fields: {}, ok: false }
}
