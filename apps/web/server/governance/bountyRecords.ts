import type { Address } from '@infinitio/domain'
import type { BountyLog } from './bountySource.ts'

/** A bounty as its events tell it. `panelId` is null before reviewers were asked for, 0 while they could not be. */
export type BountyRecord = {
  readonly posted: Extract<BountyLog, { kind: 'posted' }>
  readonly logs: BountyLog[]
  state: 'open' | 'claimed' | 'review' | 'accepted' | 'returned'
  claimer: Address | null
  claimBond: bigint
  until: number | null
  evidence: string | null
  panelId: bigint | null
}

const claimBondBps = 500n

/** What the events tell of each bounty, by its number, in the order of posting. */
export function bountyRecords(logs: readonly BountyLog[]): ReadonlyMap<number, BountyRecord> {
  const records = new Map<number, BountyRecord>()
  for (const log of logs) {
    if (log.kind === 'posted') {
      const claimBond = bondOf(log.reward)
      records.set(log.id, { posted: log, logs: [log], state: 'open', claimer: null, claimBond, until: null, evidence: null, panelId: null })
      continue
    }
    const record = records.get(log.id)
    if (record === undefined) continue
    record.logs.push(log)
    fold(record, log)
  }
  return records
}

function fold(record: BountyRecord, log: Exclude<BountyLog, { kind: 'posted' }>): void {
  switch (log.kind) {
    case 'claimed':
      Object.assign(record, { state: 'claimed', claimer: log.claimer, claimBond: log.claimBond, until: log.until, evidence: null, panelId: null })
      return
    case 'submitted':
      Object.assign(record, { state: 'review', evidence: log.evidence, until: log.until })
      return
    case 'asked':
      record.panelId = log.panelId
      return
    case 'ended':
      record.until = null
      if (log.end === 'accepted') record.state = 'accepted'
      else Object.assign(record, { state: 'open', claimer: null, claimBond: bondOf(record.posted.reward), evidence: null })
      return
    case 'returned':
      record.state = 'returned'
      return
    case 'reviewed':
      return
  }
}

function bondOf(reward: bigint): bigint {
  return (reward * claimBondBps) / 10_000n
}
