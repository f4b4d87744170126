import { readSettlementTrail, type SettlementTrail } from '@infinitio/db/admin'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/** Shows the state of a match and each transaction that the worker sent for it. */
export async function showSettlement({ client }: Pick<AdminContext, 'client'>, matchId: bigint): Promise<AdminAnswer> {
  const trail = await readSettlementTrail(client, { matchId })
  if (trail === null) return { lines: [`There is no match ${matchId}.`], fields: {}, ok: false }
  return { lines: linesOf(trail), fields: { ...trail }, ok: true }
}

function linesOf({ transactions, ...match }: SettlementTrail): string[] {
  return [
    `match ${match.matchId}: ${match.state}${match.code === null ? '' : ` (${match.code})`}${match.leaseId === null ? '' : `, lease ${match.leaseId}`}`,
    `  bid ${match.bidHash} of ${match.account}`,
    `  ask ${match.askHash} on ${match.nodeId}, ${match.gpus} GPUs, ${match.amount} base units set aside`,
    `  matched ${new Date(Number(match.createdAtMs)).toISOString()}, changed ${new Date(Number(match.updatedAtMs)).toISOString()}`,
    ...(match.abandoned ? ['  the worker gave it up: no transaction of it can land'] : []),
    ...(transactions.length === 0 ? ['  no transaction was stored for it'] : []),
    ...transactions.map(({ id, state, nonce, code, hashes, minedBlock, final }) => {
      const block = minedBlock === null ? '' : `, block ${minedBlock}${final ? ' (final)' : ''}`
      return `  transaction ${id}: ${state}${code === null ? '' : ` (${code})`}, nonce ${nonce ?? '-'}${block}, ${hashes.at(-1) ?? 'no hash'}`
    }),
  ]
}
