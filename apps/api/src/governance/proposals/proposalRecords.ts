import type { Address } from '@infinitio/domain'
import type { GovernorLog, Mark } from './governorLog.ts'

type Proposed = Extract<GovernorLog, { kind: 'proposed' }>
type Vote = Extract<GovernorLog, { kind: 'vote' }>
type Happening = Exclude<GovernorLog, Proposed | Vote>

/** One proposal, as the governor's events describe it. */
export type ProposalRecord = {
  readonly number: number
  readonly proposed: Proposed
  readonly votes: Map<Address, Vote>
  readonly happenings: Happening[]
}

/** Returns the proposals from the governor's events, in the order of proposing. */
export function proposalRecords(logs: readonly GovernorLog[]): Map<bigint, ProposalRecord> {
  const records = new Map<bigint, ProposalRecord>()
  for (const log of logs) {
    if (log.kind === 'proposed') {
      records.set(log.id, { number: records.size + 1, proposed: log, votes: new Map(), happenings: [] })
      continue
    }
    const record = records.get(log.id)
    if (record === undefined) continue
    if (log.kind === 'vote') record.votes.set(log.voter, log)
    else record.happenings.push(log)
  }
  return records
}

/** Returns the event of this kind of a proposal, or undefined if there is none. */
export function happening(record: ProposalRecord, kind: Happening['kind']): Happening | undefined {
  return record.happenings.find((event) => event.kind === kind)
}

/** Returns the block and transaction that ended a proposal, or undefined if no transaction ended it. */
export function endingOf(record: ProposalRecord): Mark | undefined {
  return happening(record, 'executed') ?? happening(record, 'vetoed') ?? happening(record, 'cancelled')
}
