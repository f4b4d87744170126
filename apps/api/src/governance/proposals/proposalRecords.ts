import type { Address } from '@infinitio/domain'
import type { GovernorLog, Mark } from './governorLog.ts'

type Proposed = Extract<GovernorLog, { kind: 'proposed' }>
type Vote = Extract<GovernorLog, { kind: 'vote' }>
type Happening = Exclude<GovernorLog, Proposed | Vote>

/** What the governor's events tell of one proposal. */
export type ProposalRecord = {
  readonly number: number
  readonly proposed: Proposed
  readonly votes: Map<Address, Vote>
  readonly happenings: Happening[]
}

/** The proposals of the governor's events, in their order. */
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

/** The event of a kind, if it happened. */
export function happening(record: ProposalRecord, kind: Happening['kind']): Happening | undefined {
  return record.happenings.find((event) => event.kind === kind)
}

/** How a proposal ended by a transaction, if it did. */
export function endingOf(record: ProposalRecord): Mark | undefined {
  return happening(record, 'executed') ?? happening(record, 'vetoed') ?? happening(record, 'cancelled')
}
