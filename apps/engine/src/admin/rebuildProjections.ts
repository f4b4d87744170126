import { checkBooks } from '../audit/checkBooks.ts'
import { rebuildChainRows } from '../follower/rebuildChainRows.ts'
import { rebuildBookRows } from '../matcher/rebuildBookRows.ts'
import type { AdminHouse } from './adminHouse.ts'
import type { AdminAnswer } from './audited.ts'

/**
 * Drops every folded row and folds it again: the chain's rows from the stored logs, the book's from the journal, each as its own writer in one
 * transaction. Readers see the old rows until the new ones are there. Then compares everything with the chain; findings make the answer not ok.
 */
export async function rebuildProjections({ follower, matcher, api, env }: AdminHouse): Promise<AdminAnswer> {
  const logs = await follower.transaction(rebuildChainRows)
  const seq = await matcher.transaction(rebuildBookRows)
  const report = await checkBooks({ db: api, rpcUrl: env.RPC_URL, directory: env.DIRECTORY_ADDRESS })
  const { findings, onItsWay } = report
  const lines = [
    ...findings,
    `folded ${logs} logs and the journal up to row ${seq}; on its way: ${onItsWay.join(', ') || 'nothing'}; ${findings.length} findings`,
    ...(findings.length > 0 && onItsWay.length > 0 ? ['Findings about what is on its way are only late: look again in a moment.'] : []),
  ]
  return { lines, fields: { logs, ...report }, ok: findings.length === 0 }
}
