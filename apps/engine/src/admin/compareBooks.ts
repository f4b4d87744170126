import { checkBooks } from '../audit/checkBooks.ts'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/** Lists the differences between journal, order book, database rows and chain. `ok` is false if there are any. */
export async function compareBooks({ api, env }: Pick<AdminContext, 'api' | 'env'>): Promise<AdminAnswer> {
  const report = await checkBooks({ db: api, rpcUrl: env.RPC_URL, directory: env.DIRECTORY_ADDRESS })
  const { findings, onItsWay } = report
  const lines = [
    ...findings,
    `journal ${report.seq}, accounts ${report.accounts}, leases ${report.leases}, on its way: ${onItsWay.join(', ') || 'nothing'}, ${findings.length} findings`,
    ...(findings.length > 0 && onItsWay.length > 0 ? ['Findings about what is on its way are only late: look again in a moment.'] : []),
  ]
  return { lines, fields: { ...report }, ok: findings.length === 0 }
}
