import { listPublicFiles } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { DisputeDetailWire, disputesQueryWire, DisputesWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { DisputesAt } from '../../governance/disputes/createDisputeReader.ts'
import type { DisputeRecord } from '../../governance/disputes/disputeRecords.ts'
import type { Services } from '../../services/services.ts'
import { describeDispute, describeEvidence, describeJuries, describeStep } from './describeDispute.ts'
import { disputeMoney } from './disputeMoney.ts'

const usualLimit = 25
type Query = z.output<typeof disputesQueryWire>

/** Returns the disputes about bonds that a query selects, newest first. Throws ChainUnavailableError. */
export async function listDisputes({ governance, clock }: Pick<Services, 'governance' | 'clock'>, query: Query): Promise<DisputesWire> {
  const all = await governance.readDisputes()
  const { now } = clock.read()
  const { cursor, limit = usualLimit } = query
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
  { db, governance, clock, simulatedJurors }: Pick<Services, 'db' | 'governance' | 'clock' | 'simulatedJurors'>,
  id: number,
): Promise<DisputeDetailWire | Refusal> {
  const all = await governance.readDisputes()
  const record = all.records.find(({ opened }) => opened.id === id)
  if (record === undefined || all.contracts === null) return { rejected: 'api.not_found', detail: `dispute ${id}` }
  const { now } = clock.read()
  const hashes = record.logs.flatMap((log) => (log.kind === 'submitted' ? log.hashes : []))
  return {
    ...{ blockNumber: all.blockNumber, now, contracts: all.contracts },
    ...describeDispute(record, { ...all, now }),
    evidence: describeEvidence(record, await listPublicFiles(db, { hashes })),
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
