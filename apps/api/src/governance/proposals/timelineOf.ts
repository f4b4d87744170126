import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { endingOf, type ProposalRecord } from './proposalRecords.ts'
import type { Standing } from '../delegates/readStandings.ts'

type Step = ProposalDetailWire['timeline'][number]

/** Lists the steps of a proposal: transactions that have happened, and deadlines that are over or still to come. */
export function timelineOf(record: ProposalRecord, { wire }: Standing, final: bigint | null): Step[] {
  const end = endingOf(record)
  const done = [{ ...record.proposed, reason: null }, ...record.happenings.filter(({ kind }) => !isTold(kind, record))].map((log): Step => {
    const reason = log.kind === 'vetoed' ? log.reason : null
    return { step: log.kind, at: log.at, txHash: log.txHash, final: final !== null && log.blockNumber <= final, reason }
  })
  const hasPassed = wire.state !== 'defeated'
  const due = [
    ['votesFrom', wire.votesFrom],
    ['votesUntil', wire.votesUntil],
    ['due', hasPassed ? wire.executableAt : null],
    ['expires', wire.expiresAt],
  ] as const
  const byTime = due.flatMap(([step, at]): Step[] => {
    if (at === null || (end !== undefined && at > end.at)) return []
    return [{ step, at, txHash: null, final: null, reason: null }]
  })
  // Put deadlines first, so that the sort leaves a deadline before a transaction of the same second.
  return [...byTime, ...done].sort((one, other) => one.at - other.at)
}

/** Returns true for a cancellation that is part of a veto. A veto emits a cancel event, too, so only the veto is listed. */
function isTold(kind: string, record: ProposalRecord): boolean {
  return kind === 'cancelled' && record.happenings.some((event) => event.kind === 'vetoed')
}
