// Faults of leases, each with the party at fault. The API (role infinitio_api) writes the tables `fault_records` and `fault_answers`.
import { creditedRules, type FaultFacts, faultIncidents, faultParties, type FaultSide, faultSources, leaseStates } from '@infinitio/domain'
import { jsonOf, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'
import { tables } from '../generated/tables.ts'
import { sharePaidTx } from './operatorShares.ts'
import { creditedIncidents, creditOfFault } from './openCredits.ts'

const { fault_records: faults, leases } = tables

type Answer = { readonly side: FaultSide; readonly text: string; readonly at: number }

function isAnswers(value: unknown): value is Answer[] {
  return Array.isArray(value)
}

const faultRow = rowOf({
  faultId: faults.fault_id,
  bidHash: faults.bid_hash,
  leaseId: faults.lease_id,
  nodeId: faults.node_id,
  provider: faults.provider,
  incident: oneOf(faults.incident, faultIncidents),
  value: faults.value,
  fromAt: faults.from_at,
  untilAt: faults.until_at,
  party: oneOf(faults.party, faultParties),
  rule: faults.rule,
  source: oneOf(faults.source, faultSources),
  createdAt: faults.created_at,
  state: oneOf(leases.state, leaseStates),
  endReason: leases.end_reason,
  refund: leases.refund,
  compensation: 'numeric',
  creditSeconds: 'int8',
  owedSeconds: 'int8',
  endedTx: leases.ended_tx,
  closedTx: leases.closed_tx,
  answers: jsonOf('jsonb', isAnswers),
  shareSeconds: 'int8?',
  shareAsked: 'numeric?',
  shareAmount: 'numeric?',
  shareCuts: 'text[]?',
  shareTx: 'text?',
})

/**
 * A fault of a lease, with the payments that followed so far: refund, compensation, credited seconds and the operator's share. Times are Unix seconds of the
 * block clock.
 */
export type FaultRow = RowOf<typeof faultRow>

const columns = `f.fault_id as "faultId", f.bid_hash as "bidHash", f.lease_id as "leaseId", f.node_id as "nodeId", f.provider, f.incident, f.value,
  f.from_at as "fromAt", f.until_at as "untilAt", f.party, f.rule, f.source, f.created_at as "createdAt", l.state, l.end_reason as "endReason", l.refund,
  coalesce(l.compensation, 0)::numeric(78,0) as compensation, c.credited as "creditSeconds", c.owed as "owedSeconds", l.ended_tx as "endedTx", l.closed_tx as "closedTx",
  coalesce((select jsonb_agg(jsonb_build_object('side', a.side, 'text', a.text, 'at', floor(extract(epoch from a.created_at))::bigint) order by a.created_at)
    from fault_answers a where a.fault_id = f.fault_id), '[]') as answers,
  s.seconds as "shareSeconds", s.asked as "shareAsked", s.amount as "shareAmount", s.cuts as "shareCuts", ${sharePaidTx} as "shareTx"`
const joined = `fault_records f join leases l on l.lease_id = f.lease_id and l.bid_hash = f.bid_hash cross join lateral ${creditOfFault} c
  left join operator_shares s on s.lease_id = f.lease_id and s.bid_hash = f.bid_hash and f.incident in ${creditedIncidents} and f.rule in (${creditedRules.join(', ')})
    and not exists (select from fault_records n where n.bid_hash = f.bid_hash and n.lease_id = f.lease_id and n.incident = f.incident
      and n.rule in (${creditedRules.join(', ')}) and n.fault_id > f.fault_id)`

/** A fault to store. `facts` is the data from which `rule` and `party` were decided. */
export type NewFault = LeaseKey &
  Pick<FaultRow, 'nodeId' | 'provider' | 'incident' | 'value' | 'fromAt' | 'untilAt' | 'party' | 'rule' | 'source'> & { facts: FaultFacts }

const insertion = statement(
  rowOf({ faultId: faults.fault_id }),
  `insert into fault_records (bid_hash, lease_id, node_id, provider, incident, value, from_at, until_at, facts, party, rule, source)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning fault_id as "faultId"`,
)

/**
 * Stores a fault and returns its id. Returns null if the lease already has a record of the same incident. Only `unreachable` may be recorded again, after the
 * earlier record has an end. Index: fault_records_once_idx, fault_records_one_open_idx.
 */
export async function insertFault(tx: Queryable, fault: NewFault): Promise<bigint | null> {
  const { bidHash, leaseId, nodeId, provider, incident, value, fromAt, untilAt, facts, party, rule, source } = fault
  const values = [bidHash, leaseId, nodeId, provider, incident, value, fromAt, untilAt, JSON.stringify(facts), party, rule, source]
  return (await insertion.first(tx, values))?.faultId ?? null
}

/**
 * Sets the end of open faults of the kind `unreachable`, if the machine can be reached again or the lease is over. Also moves the end of losses that the provider
 * did not cause. `chainNow` is the block clock in Unix seconds. Index: fault_records_open_idx, node_heartbeats (node_id), leases (lease_id).
 */
export async function closeReachableFaults(tx: Queryable, { chainNow }: { chainNow: bigint }): Promise<void> {
  await tx.query(
    `update fault_records f set until_at = greatest(f.from_at, least(l.end_at, $1::bigint)) from leases l left join node_heartbeats h on h.node_id = l.node_id
     where f.until_at is null and f.incident = 'unreachable' and l.lease_id = f.lease_id and l.bid_hash = f.bid_hash
       and (l.state <> 'active' or l.end_at <= $1::bigint or h.silent is false)`,
    [chainNow],
  )
  await moveLostFaults(tx, { chainNow })
}

/**
 * A credit for a lost machine grows in steps of this many seconds, because each step needs signatures of validators. The steps are shorter than the hour after
 * which the provider can claim the pay, so the credit comes in time.
 */
const lostStepSeconds = 1_800

/**
 * Moves the end of open faults of the kind `lost` that the provider did not cause. Such a loss does not end the lease, so the time until now, or until the end of the
 * lease, is credited. `chainNow` is the block clock in Unix seconds. Index: lost_leases (lost_at), fault_records (bid_hash, lease_id, incident).
 */
async function moveLostFaults(tx: Queryable, { chainNow }: { chainNow: bigint }): Promise<void> {
  await tx.query(
    `update fault_records f set until_at = greatest(f.from_at, least(l.end_at, $1::bigint)) from lost_leases x
     join leases l on l.lease_id = x.lease_id and l.bid_hash = x.bid_hash
     where x.lost_at > now() - interval '60 days' and l.state in ('active', 'ended') and f.bid_hash = x.bid_hash and f.lease_id = x.lease_id
       and f.incident = 'lost' and f.party <> 'provider' and coalesce(f.until_at, f.from_at) < least(l.end_at, $1::bigint)
       and (l.state = 'ended' or coalesce(f.until_at, f.from_at) <= $1::bigint - $2)`,
    [chainNow, lostStepSeconds],
  )
}

const faultsOfLease = statement(faultRow, `select ${columns} from ${joined} where f.bid_hash = $1 and f.lease_id = $2 order by f.fault_id desc`)

/**
 * Lists the faults of a lease, newest first. A lease has at most one fault of each kind, except `unreachable`: it has one such fault for each time in which
 * nobody could reach the machine. Index: fault_records (bid_hash, lease_id, incident). Takes no lock.
 */
export function listLeaseFaults(db: Queryable, { bidHash, leaseId }: LeaseKey): Promise<FaultRow[]> {
  return faultsOfLease.rows(db, [bidHash, leaseId])
}

/**
 * SQL for the faults that everyone may see: those that a provider caused, and ends of leases by a provider. Four kinds of incidents of workloads are never
 * public.
 */
export const isPublicFault = `f.incident not in ('script_exit', 'out_of_memory', 'disk_full', 'port_closed') and (f.party = 'provider' or f.incident = 'provider_ended')`

const faultsOfNode = statement(
  faultRow,
  `select ${columns} from ${joined} where f.node_id = $1 and ${isPublicFault} order by f.fault_id desc limit 100`,
)

/**
 * Lists the newest 100 public faults of a node: those that its provider caused, and leases that the provider ended. Incidents of workloads are private, so they
 * are left out. Index: fault_records (node_id, fault_id). Takes no lock.
 */
export function listNodeFaults(db: Queryable, { nodeId }: { nodeId: string }): Promise<FaultRow[]> {
  return faultsOfNode.rows(db, [nodeId])
}

const faultsOfProvider = statement(
  faultRow,
  `select ${columns} from ${joined} where f.fault_id in (
     select f.fault_id from chain_nodes n join fault_records f using (node_id) where n.provider = $1 and ${isPublicFault} order by f.fault_id desc limit 100)
   order by f.fault_id desc`,
)

/**
 * Lists the newest 100 public faults of all machines of a provider, retired ones included. Index: chain_nodes (provider), fault_records (node_id, fault_id).
 * Takes no lock.
 */
export function listProviderFaults(db: Queryable, { provider }: { provider: string }): Promise<FaultRow[]> {
  return faultsOfProvider.rows(db, [provider])
}

const faultById = statement(faultRow, `select ${columns} from ${joined} where f.fault_id = $1`)

/** Returns a fault, or null. Index: fault_records (fault_id). Takes no lock. */
export function findFault(db: Queryable, { faultId }: { faultId: bigint }): Promise<FaultRow | null> {
  return faultById.first(db, [faultId])
}

/** Stores the answer of one side (renter or provider) to a fault. Returns false if this side already answered. Index: fault_answers (fault_id, side). */
export async function insertFaultAnswer(
  tx: Queryable,
  { faultId, side, account, text }: { faultId: bigint; side: FaultSide; account: string; text: string },
): Promise<boolean> {
  const rows = await tx.query(
    'insert into fault_answers (fault_id, side, account, text) values ($1, $2, $3, $4) on conflict (fault_id, side) do nothing returning 1',
    [faultId, side, account, text],
  )
  return rows.length === 1
}
