import type { Address } from '@infinitio/domain'
import type { BountyLog, WorkLog } from './bountySource.ts'
import type { PanelDraw } from '../panelDraw.ts'

/** The state of a bounty, built from its events. `panelId` is null before reviewers were requested, and 0 while no panel was possible. */
export type BountyRecord = {
  readonly posted: Extract<BountyLog, { kind: 'posted' }>
  readonly logs: (BountyLog | PanelDraw)[]
  state: 'open' | 'claimed' | 'review' | 'accepted' | 'returned'
  claimer: Address | null
  claimBond: bigint
  until: number | null
  evidence: string | null
  panelId: bigint | null
  /** The answers of the reviewers in the latest panel. These answers decide whether the submitted work is accepted. */
  answers: readonly Extract<BountyLog, { kind: 'reviewed' }>[]
}

const claimBondBps = 500n

/** Builds the state of each bounty from all events. The result maps the number of a bounty to its state, in the order in which the bounties were posted. */
export function bountyRecords(logs: readonly WorkLog[]): ReadonlyMap<number, BountyRecord> {
  const records = new Map<number, BountyRecord>()
  const asking = new Map<bigint, BountyRecord>()
  for (const log of logs) {
    if (log.kind === 'drawn') {
      // Other contracts also request panels (randomly selected reviewers). Ignore the selection of a panel that no bounty requested.
      asking.get(log.panelId)?.logs.push(log)
      continue
    }
    if (log.kind === 'posted') {
      records.set(log.id, newRecord(log))
      continue
    }
    const record = records.get(log.id)
    if (record === undefined) continue
    record.logs.push(log)
    fold(record, log)
    if (log.kind === 'asked') asking.set(log.panelId, record)
  }
  return records
}

function newRecord(posted: BountyRecord['posted']): BountyRecord {
  const nobody = { claimer: null, until: null, evidence: null, panelId: null, answers: [] }
  return { posted, logs: [posted], state: 'open', claimBond: bondOf(posted.reward), ...nobody }
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
      record.answers = []
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
      record.answers = [...record.answers, log]
      return
  }
}

function bondOf(reward: bigint): bigint {
  return (reward * claimBondBps) / 10_000n
}
