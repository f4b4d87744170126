// Encrypted secrets of workloads. The API (role infinitio_api) writes the table `sealed_secrets`.
import { present, rowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/** Secrets of a workload, encrypted to the key of a node. Each time they are submitted, they get a new `boxId`. */
export interface SealedSecrets {
  workloadHash: string
  nodeId: string
  account: string
  boxId: string
  box: string
}

/** Stores encrypted secrets and replaces earlier ones for this workload and node. */
export async function saveSealedSecrets(db: Queryable, { workloadHash, nodeId, account, boxId, box }: SealedSecrets): Promise<void> {
  await db.query(
    `insert into sealed_secrets (workload_hash, node_id, account, box_id, box, state) values ($1, $2, $3, $4, $5, 'sealed')
     on conflict (workload_hash, node_id) do update set account = excluded.account, box_id = excluded.box_id, box = excluded.box,
       state = 'sealed', code = null, sealed_at = now()`,
    [workloadHash, nodeId, account, boxId, box],
  )
}

/**
 * Stores the secrets of a lease's workload, which the lease's machine has encrypted for another machine. If secrets of the workload are already stored for the
 * other machine, changes nothing, unless that machine failed to decrypt them. Index: leases (lease_id), sealed_secrets (workload_hash, node_id).
 */
export async function saveMovedSecrets(
  db: Queryable,
  { leaseId, nodeId, account, boxId, box }: Omit<SealedSecrets, 'workloadHash'> & { leaseId: bigint },
): Promise<void> {
  await db.query(
    `insert into sealed_secrets (workload_hash, node_id, account, box_id, box, state)
     select workload_hash, $2, $3, $4, $5, 'sealed' from leases where lease_id = $1
     on conflict (workload_hash, node_id) do update set account = excluded.account, box_id = excluded.box_id, box = excluded.box,
       state = 'sealed', code = null, sealed_at = now() where sealed_secrets.state = 'refused'`,
    [leaseId, nodeId, account, boxId, box],
  )
}

const maySubmit = statement(
  rowOf({ may: 'bool' }),
  `select (exists (select from workloads where hash = $1 and owner = $2)
   or exists (select from leases where workload_hash = $1 and (renter = $2 or holder = $2) and coalesce(holder, renter) = $2
     and state in ('booked', 'active')))
   and ($3::text is null or not exists (select from leases l where workload_hash = $1 and (renter = $2 or holder = $2) and state in ('booked', 'active')
     and not exists (select from session_bids b where b.bid_hash = l.bid_hash and b.account = $2 and b.key = $3))) as may`,
)

/**
 * Returns true if an account may submit secrets for a workload: it stored the workload, or it holds an open lease with it. A session key of the account may do
 * so only if this key signed the bids of all open leases that the account has with this workload. Index: workloads (hash), leases (renter), leases (holder),
 * session_bids (bid_hash). Takes no lock.
 */
export async function mayHandInSecrets(
  db: Queryable,
  { workloadHash, account, sessionKey }: { workloadHash: string; account: string; sessionKey: string | null },
): Promise<boolean> {
  const { may } = await maySubmit.only(db, [workloadHash, account, sessionKey])
  return may
}

const otherSecrets = statement(
  rowOf({ count: 'int4' }),
  'select count(*)::int as count from sealed_secrets where account = $1 and (workload_hash, node_id) <> ($2, $3)',
)

/**
 * Counts how many encrypted secrets of an account are stored for other pairs of workload and node than the given one. Index: sealed_secrets (account). Takes no
 * lock.
 */
export async function countOtherSealedSecrets(
  db: Queryable,
  { account, workloadHash, nodeId }: { account: string; workloadHash: string; nodeId: string },
): Promise<number> {
  const { count } = await otherSecrets.only(db, [account, workloadHash, nodeId])
  return count
}

const secretsOfLease = statement(
  rowOf({ boxId: tables.sealed_secrets.box_id, box: present(tables.sealed_secrets.box) }),
  `select s.box_id as "boxId", s.box from leases l join sealed_secrets s on s.workload_hash = l.workload_hash and s.node_id = l.node_id
   where l.lease_id = $1 and l.node_id = any($2) and l.state in ('booked', 'active') and s.box is not null`,
)

/**
 * Returns the encrypted secrets for a live lease on one of these nodes, or null. Index: leases (node_id, state), sealed_secrets (workload_hash, node_id). Takes
 * no lock.
 */
export async function findSealedSecrets(
  db: Queryable,
  { leaseId, nodeIds }: { leaseId: bigint; nodeIds: readonly string[] },
): Promise<{ boxId: string; box: string } | null> {
  return secretsOfLease.first(db, [leaseId, nodeIds])
}

/** A node's report on encrypted secrets: either the node decrypted them, or it could not use them and reports an error code. */
export interface SecretsRead {
  nodeIds: readonly string[]
  leaseId: bigint
  boxId: string
  /** The error code if the node failed; null if it decrypted the secrets. */
  code: string | null
}

/**
 * Stores a node's report on the encrypted secrets (the box) with this `boxId`, for a lease on one of these nodes. If the node failed to decrypt the box,
 * deletes its content. Changes nothing if a newer box has replaced it. Index: sealed_secrets (workload_hash, node_id).
 */
export async function noteSecretsRead(db: Queryable, { nodeIds, leaseId, boxId, code }: SecretsRead): Promise<void> {
  await db.query(
    `update sealed_secrets s set state = case when $4::text is null then 'opened' else 'refused' end, code = $4,
       box = case when $4::text is null then s.box end
     from leases l where l.lease_id = $1 and l.node_id = any($2) and s.workload_hash = l.workload_hash and s.node_id = l.node_id and s.box_id = $3`,
    [leaseId, nodeIds, boxId, code],
  )
}

/**
 * Deletes encrypted secrets that no lease needs any longer: no lease with their workload is open on their machine, and either such a lease has ended since they
 * were encrypted, or they were encrypted more than 8 days ago. Index: leases (node_id, state), sealed_secrets (sealed_at).
 */
export async function deleteOverSecrets(db: Queryable): Promise<void> {
  const ofLease = 'leases.workload_hash = sealed_secrets.workload_hash and leases.node_id = sealed_secrets.node_id'
  await db.query(
    `delete from sealed_secrets
     where not exists (select from leases where ${ofLease} and state in ('booked', 'active') and end_at > extract(epoch from now()))
       and (sealed_at < now() - interval '8 days' or exists (select from leases where ${ofLease} and end_at > extract(epoch from sealed_at)))`,
    [],
  )
}
