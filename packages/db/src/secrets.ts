import type { Queryable } from './client/queryable.ts'

/** Secrets of a workload, sealed to the key of a node. `boxId` is another one whenever they are handed in. */
export interface SealedSecrets {
  workloadHash: string
  nodeId: string
  account: string
  boxId: string
  box: string
}

/** Keeps sealed secrets in place of what was there for this workload and node. */
export async function saveSealedSecrets(db: Queryable, { workloadHash, nodeId, account, boxId, box }: SealedSecrets): Promise<void> {
  await db.query(
    `insert into sealed_secrets (workload_hash, node_id, account, box_id, box, state) values ($1, $2, $3, $4, $5, 'sealed')
     on conflict (workload_hash, node_id) do update set account = excluded.account, box_id = excluded.box_id, box = excluded.box,
       state = 'sealed', code = null, sealed_at = now()`,
    [workloadHash, nodeId, account, boxId, box],
  )
}

/**
 * Keeps the secrets of a lease's workload as its machine sealed them to another one, unless some are there that were not refused. Index: leases (lease_id),
 * sealed_secrets (workload_hash, node_id).
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

/**
 * True for whoever put the workload, and for who holds a live lease that names it. For a session key of them only where no live lease of the account names it that this key
 * did not book. Index: workloads (hash), leases (renter), leases (holder), session_bids (bid_hash). Takes no lock.
 */
export async function mayHandInSecrets(
  db: Queryable,
  { workloadHash, account, sessionKey }: { workloadHash: string; account: string; sessionKey: string | null },
): Promise<boolean> {
  const rows = await db.query<{ may: boolean }>(
    `select (exists (select from workloads where hash = $1 and owner = $2)
       or exists (select from leases where workload_hash = $1 and (renter = $2 or holder = $2) and coalesce(holder, renter) = $2
         and state in ('booked', 'active')))
       and ($3::text is null or not exists (select from leases l where workload_hash = $1 and (renter = $2 or holder = $2) and state in ('booked', 'active')
         and not exists (select from session_bids b where b.bid_hash = l.bid_hash and b.account = $2 and b.key = $3))) as may`,
    [workloadHash, account, sessionKey],
  )
  return rows[0]?.may ?? false
}

/** How many pairs of workload and node other than this one an account's sealed secrets are kept for. Index: sealed_secrets (account). Takes no lock. */
export async function countOtherSealedSecrets(
  db: Queryable,
  { account, workloadHash, nodeId }: { account: string; workloadHash: string; nodeId: string },
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    'select count(*)::int as count from sealed_secrets where account = $1 and (workload_hash, node_id) <> ($2, $3)',
    [account, workloadHash, nodeId],
  )
  return rows[0]?.count ?? 0
}

/** The box that is kept for a live lease on one of these nodes; null without. Index: leases (node_id, state), sealed_secrets (workload_hash, node_id). Takes no lock. */
export async function findSealedSecrets(
  db: Queryable,
  { leaseId, nodeIds }: { leaseId: bigint; nodeIds: readonly string[] },
): Promise<{ boxId: string; box: string } | null> {
  const rows = await db.query<{ boxId: string; box: string }>(
    `select s.box_id as "boxId", s.box from leases l join sealed_secrets s on s.workload_hash = l.workload_hash and s.node_id = l.node_id
     where l.lease_id = $1 and l.node_id = any($2) and l.state in ('booked', 'active') and s.box is not null`,
    [leaseId, nodeIds],
  )
  return rows[0] ?? null
}

/** What a node says of the box that it was given: it opened it, or could not, by a code. */
export interface SecretsRead {
  nodeIds: readonly string[]
  leaseId: bigint
  boxId: string
  /** Null: it was opened. */
  code: string | null
}

/**
 * Notes it of this very box, of a lease on one of these nodes; a box that was refused is thrown away. One that was handed in since is left alone. Index:
 * sealed_secrets (workload_hash, node_id).
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
 * Deletes the sealed secrets whose leases are over, and those that met no lease within 8 days, when the order they were for is over, too. Index:
 * leases (node_id, state), sealed_secrets (sealed_at).
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
