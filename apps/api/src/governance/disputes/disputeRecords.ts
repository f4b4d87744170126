import type { Address, TrialState } from '@infinitio/domain'
import type { DisputeLog, Opening, SlashLog, TrialLog } from './disputeSource.ts'

/**
 * A jury that was selected. `votes` maps each juror to its revealed vote: 0 (the recorded facts are right), 1 (the account that opened the dispute is right) or
 * 2 (cannot tell).
 */
export type JuryRecord = {
  readonly round: number
  readonly panelId: bigint
  readonly members: readonly Address[]
  /** The time in Unix seconds until which jurors may reveal their votes. */
  readonly until: number
  readonly committed: ReadonlySet<Address>
  readonly votes: ReadonlyMap<Address, number>
}

/** The state of a dispute, built from its events. */
export type DisputeRecord = {
  readonly opened: Opening & Pick<TrialLog, 'id' | 'at' | 'txHash'>
  readonly logs: readonly TrialLog[]
  readonly state: TrialState
  readonly until: number
  readonly round: number
  /** The number of the jury that was requested or selected. Null while no jury is requested. */
  readonly panelId: bigint | null
  readonly juries: readonly JuryRecord[]
  readonly verdict: number | null
  readonly appeal: { readonly account: Address; readonly bond: bigint } | null
  /** An appeal whose bond was returned because the second jury could not decide. */
  readonly returned: { readonly account: Address; readonly bond: bigint } | null
  readonly executed: Extract<TrialLog, { kind: 'executed' }> | null
  readonly slashed: SlashLog | null
  /** How much of the opener's bond the treasury received because no jury decided, in base units of PToken. 0 otherwise. */
  readonly fee: bigint
}

/** Builds the state of each dispute from all events. The result is in the order in which the disputes were opened. */
export function disputeRecords(logs: readonly DisputeLog[]): readonly DisputeRecord[] {
  const records = new Map<number, DisputeRecord>()
  const drawn = new Map<bigint, readonly Address[]>()
  let executing: DisputeRecord | null = null
  for (const log of logs) {
    if (log.kind === 'drawn') {
      drawn.set(log.panelId, log.members)
      continue
    }
    if (log.kind === 'slashed') {
      // The verdict and the slash that follows from it are two events of one transaction. Add this slash to the verdict of the same transaction.
      if (executing?.executed?.txHash === log.txHash) records.set(executing.opened.id, { ...executing, slashed: log })
      continue
    }
    if (log.kind === 'queued' || log.kind === 'dropped slash') continue
    const before = log.kind === 'opened' ? opening(log) : records.get(log.id)
    if (before === undefined) continue
    if (log.kind === 'kept') {
      records.set(log.id, { ...before, fee: log.amount })
      continue
    }
    const record = { ...before, ...changeOf(before, log, drawn), logs: [...before.logs, log] }
    records.set(log.id, record)
    if (log.kind === 'executed') executing = record
  }
  return [...records.values()]
}

/** Returns how many jurors of the current jury have revealed their votes. */
export function revealedVotes({ juries, panelId }: DisputeRecord): number {
  return juries.find((jury) => jury.panelId === panelId)?.votes.size ?? 0
}

function opening(opened: DisputeRecord['opened']): DisputeRecord {
  return {
    ...{ opened, logs: [], state: 'evidence', until: opened.until, round: 0, panelId: null, juries: [], verdict: null },
    ...{ appeal: null, returned: null, executed: null, slashed: null, fee: 0n },
  }
}

function changeOf(record: DisputeRecord, log: TrialLog, drawn: ReadonlyMap<bigint, readonly Address[]>): Partial<DisputeRecord> {
  switch (log.kind) {
    case 'opened':
    case 'submitted':
    case 'paid':
      return {}
    case 'requested':
      return { state: 'drawing', round: log.round, panelId: log.panelId, until: log.until }
    case 'dropped':
      return { panelId: null, round: log.round - 1 }
    case 'voting': {
      const jury = { round: log.round, panelId: log.panelId, members: drawn.get(log.panelId) ?? [], until: log.until }
      return { state: 'voting', until: log.until, juries: [...record.juries, { ...jury, committed: new Set(), votes: new Map() }] }
    }
    case 'committed':
      // The contract accepts vote commitments from anyone. Ignore commitments and reveals of accounts that are not jurors.
      return { juries: onJury(record, log, (jury) => ({ ...jury, committed: new Set([...jury.committed, log.account]) })) }
    case 'revealed':
      return { juries: onJury(record, log, (jury) => ({ ...jury, votes: new Map([...jury.votes, [log.account, log.vote]]) })) }
    case 'counted': {
      const { state, until, judged } = log
      const after = { state, until, verdict: judged === 0 ? null : judged - 1 }
      return state === 'drawing' ? { ...after, panelId: null } : after
    }
    case 'appealed':
      return { state: 'drawing', panelId: null, until: log.until, appeal: { account: log.account, bond: log.bond } }
    case 'returned':
      return { appeal: null, returned: { account: log.account, bond: log.bond } }
    case 'lapsed':
      return log.state === 'decided' ? { state: log.state, round: 2 } : { state: log.state }
    case 'executed':
      return { state: 'done', executed: log }
  }
}

function onJury(
  { juries, panelId }: DisputeRecord,
  { account }: { readonly account: Address },
  change: (jury: JuryRecord) => JuryRecord,
): readonly JuryRecord[] {
  return juries.map((jury) => (jury.panelId === panelId && jury.members.includes(account) ? change(jury) : jury))
}
