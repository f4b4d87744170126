import { findLeaseDetail, listLeaseFaults } from '@infinitio/db'
import { hex32, type Refusal, trialMoment, trialSeconds } from '@infinitio/domain'
import { type DisputeDetailWire, type disputesQueryWire, type DisputesWire, type DisputeWire, usualPageItems } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { DisputesAt } from '../../governance/disputes/createDisputeReader.ts'
import { type DisputeRecord, type JuryRecord, revealedVotes } from '../../governance/disputes/disputeRecords.ts'
import type { TrialLog } from '../../governance/disputes/disputeSource.ts'
import type { Services } from '../../services/services.ts'
import { listReadableEvidence } from '../artefacts/keptEvidence.ts'
import { describeFault } from '../leases/faults.ts'
import { disputeMoney } from './disputeMoney.ts'

type Query = z.output<typeof disputesQueryWire>

/** Returns the disputes about bonds that a query selects, newest first. Throws ChainUnavailableError. */
export async function listDisputes({ governance, clock }: Pick<Services, 'governance' | 'clock'>, query: Query): Promise<DisputesWire> {
  const all = await governance.readDisputes()
  const { now } = clock.read()
  const { cursor, limit = usualPageItems } = query
  const found = all.records.filter((record) => isAsked(record, query, all)).reverse()
  const older = cursor === undefined ? found : found.filter(({ opened }) => opened.id < Number(cursor))
  const page = older.slice(0, limit)
  return {
    ...{ blockNumber: all.blockNumber, now, contracts: all.contracts },
    items: page.map((record) => describeDispute(record, { ...all, now })),
    nextCursor: older.length > limit ? `${page.at(-1)?.opened.id}` : null,
  }
}

/** Returns one dispute. Refuses with `api.not_found`. Throws ChainUnavailableError. */
export async function findDispute(
  services: Pick<Services, 'db' | 'governance' | 'clock' | 'simulatedJurors' | 'artefacts' | 'logger'>,
  id: number,
): Promise<DisputeDetailWire | Refusal> {
  const { db, governance, clock, simulatedJurors } = services
  const all = await governance.readDisputes()
  const record = all.records.find(({ opened }) => opened.id === id)
  if (record === undefined || all.contracts === null) return { rejected: 'api.not_found', detail: `dispute ${id}` }
  const { now } = clock.read()
  const hashes = record.logs.flatMap((log) => (log.kind === 'submitted' ? log.hashes : []))
  return {
    ...{ blockNumber: all.blockNumber, now, contracts: all.contracts },
    ...describeDispute(record, { ...all, now }),
    evidence: describeEvidence(record, await listReadableEvidence(services, { hashes })),
    record: await readRecord(db, { lease: record.opened.lease, market: all.market }),
    juries: describeJuries(record, await simulatedJurors()),
    money: disputeMoney(record, all),
    steps: record.logs.map(describeStep),
  }
}

function isAsked(record: DisputeRecord, { state, account, role, lease }: Query, { market }: DisputesAt): boolean {
  if (state === 'open' && (record.state === 'done' || record.state === 'stands')) return false
  if (state !== undefined && state !== 'open' && record.state !== state) return false
  const { opened, appeal, juries } = record
  if (lease !== undefined && (opened.lease?.market !== market || `${opened.lease.leaseId}` !== lease)) return false
  if (account === undefined) return true
  const isParty = [opened.opener, opened.respondent, appeal?.account].includes(account as typeof opened.opener)
  const isJuror = juries.some(({ members }) => members.includes(account as typeof opened.opener))
  return (isParty && role !== 'juror') || (isJuror && role !== 'party')
}

const votes = ['record', 'opener', 'unsure'] as const
const forOpener = 1

/** Returns a dispute as it appears in lists. `now` is the block time in Unix seconds. */
function describeDispute(record: DisputeRecord, { slashTimes, now }: Pick<DisputesAt, 'slashTimes'> & { now: number }): DisputeWire {
  const { opened, state, until, round, panelId, verdict } = record
  const { acts, deadline } = trialMoment({ state, until, round, jury: panelId, revealed: revealedVotes(record) }, now)
  return {
    ...{ id: opened.id, lease: opened.lease === null ? null : `${opened.lease.leaseId}` },
    slash: opened.purpose === null ? null : { purpose: opened.purpose, executeAt: slashTimes.get(opened.id) ?? 0 },
    ...{ state: state === 'unknown' ? 'evidence' : state, until, next: { acts: [...acts], deadline }, round },
    ...{ opener: opened.opener, respondent: opened.respondent, appellant: record.appeal?.account ?? null },
    ...{ claim: `${opened.claim}`, bond: `${opened.bond}` },
    verdict: verdict === null ? null : verdict === forOpener ? 'opener' : 'record',
    jurors: [...(record.juries.at(-1)?.members ?? [])],
    openedAt: opened.at,
  }
}

/**
 * Returns the juries of a dispute with the votes that their members have revealed. `simulated` contains the jurors whose votes a script of this market decides.
 */
function describeJuries({ juries, logs }: DisputeRecord, simulated: ReadonlySet<unknown>): DisputeDetailWire['juries'] {
  const paid = new Map(logs.flatMap((log) => (log.kind === 'paid' ? [[log.account, log.amount] as const] : [])))
  return juries.map(({ round, panelId, members, until, ...jury }) => ({
    ...{ round, panelId: `${panelId}`, revealFrom: until - trialSeconds.reveal, until },
    members: members.map((account) => ({
      ...{ account, simulated: simulated.has(account), committed: jury.committed.has(account), vote: voteOf(jury, account) },
      paid: `${paid.get(account) ?? 0n}`,
    })),
  }))
}

/**
 * Returns what this market recorded about the lease of a dispute. It becomes public with the dispute, because jurors and everybody who checks them must see it.
 * Null without a lease, and for a lease of another market.
 */
async function readRecord(
  db: Services['db'],
  { lease, market }: { lease: DisputeRecord['opened']['lease']; market: DisputesAt['market'] },
): Promise<DisputeDetailWire['record']> {
  const row = lease === null || lease.market !== market ? null : await findLeaseDetail(db, { leaseId: lease.leaseId })
  return row === null ? null : { node: hex32(row.nodeId), faults: (await listLeaseFaults(db, row)).map(describeFault) }
}

/** Returns the evidence of a dispute. `files` are the sizes of the files that this market stores, by hash. */
function describeEvidence({ logs }: DisputeRecord, files: ReadonlyMap<string, number>): DisputeDetailWire['evidence'] {
  return logs.flatMap((log) => {
    if (log.kind !== 'submitted') return []
    const { party, at, txHash } = log
    return log.hashes.map((hash) => ({ party, hash, bytes: files.get(hash) ?? null, at, txHash }))
  })
}

/** Converts one event of a dispute into a step of the timeline on the dispute's page. */
function describeStep(log: TrialLog): DisputeDetailWire['steps'][number] {
  const none = { account: null, round: null, vote: null, amount: null, at: log.at, txHash: log.txHash }
  switch (log.kind) {
    case 'opened':
      return { ...none, kind: 'opened', account: log.opener, amount: `${log.bond}` }
    case 'submitted':
      return { ...none, kind: 'submitted', account: log.party }
    case 'voting':
      return { ...none, kind: 'drawn', round: log.round }
    case 'committed':
      return { ...none, kind: log.kind, account: log.account, round: log.round }
    case 'revealed':
      return { ...none, kind: log.kind, account: log.account, round: log.round, vote: votes[log.vote] ?? null }
    case 'requested':
    case 'dropped':
    case 'counted':
      return { ...none, kind: log.kind, round: log.round }
    case 'appealed':
    case 'returned':
      return { ...none, kind: log.kind, account: log.account, amount: `${log.bond}` }
    case 'lapsed':
      return { ...none, kind: log.kind }
    case 'executed':
      return { ...none, kind: log.kind }
    case 'paid':
      return { ...none, kind: log.kind, account: log.account, amount: `${log.amount}` }
  }
}

function voteOf({ votes: revealed }: Pick<JuryRecord, 'votes'>, account: JuryRecord['members'][number]) {
  const vote = revealed.get(account)
  return vote === undefined ? null : (votes[vote] ?? null)
}
