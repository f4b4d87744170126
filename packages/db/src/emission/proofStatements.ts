// Statements of validators about the GPU proofs of a proof slot (a block at which all machines prove their GPUs). The API (role infinitio_api) writes the
// tables `proof_roots` and `proof_statements`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { proof_roots: roots, proof_statements: statements } = tables

const rootRow = rowOf({
  root: roots.root,
  slot: roots.slot,
  slotHash: roots.slot_hash,
  beaconSeed: roots.beacon_seed,
  calls: roots.calls,
  timers: roots.timers,
  z: roots.z,
  zHash: roots.z_hash,
})
/** The fields that are the same in all statements about one proof slot; a slot is a block at which all machines prove their GPUs. */
export type ProofRootRow = RowOf<typeof rootRow>

const gpuRow = rowOf({
  node: statements.node_id,
  gpu: statements.gpu,
  commit: statements.commit,
  shownMib: statements.shown_mib,
  passed: statements.passed,
  speedBps: statements.speed_bps,
  site: statements.site,
})
/** The statement of validators about the proof of one GPU in a proof slot. */
export type ProofStatementRow = RowOf<typeof gpuRow>

/**
 * Stores the statements of validators about a proof slot under their Merkle root, unless they are stored already. Call it inside a transaction. Index:
 * proof_roots (root).
 */
export async function putProofStatements(tx: Queryable, root: ProofRootRow, gpus: readonly ProofStatementRow[]): Promise<void> {
  const stored = await tx.query(
    `insert into proof_roots (root, slot, slot_hash, beacon_seed, calls, timers, z, z_hash) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (root) do nothing returning 1`,
    [root.root, root.slot, root.slotHash, root.beaconSeed, root.calls, root.timers, root.z, root.zHash],
  )
  if (stored.length === 0) return
  const column = <Key extends keyof ProofStatementRow>(key: Key) => gpus.map((row) => row[key])
  await tx.query(
    `insert into proof_statements (root, node_id, gpu, commit, shown_mib, passed, speed_bps, site)
     select $1, * from unnest($2::text[], $3::int[], $4::text[], $5::int[], $6::boolean[], $7::int[], $8::int[])`,
    [root.root, column('node'), column('gpu'), column('commit'), column('shownMib'), column('passed'), column('speedBps'), column('site')],
  )
}

const rootOf = statement(
  rootRow,
  `select root, slot, slot_hash as "slotHash", beacon_seed as "beaconSeed", calls, timers, z, z_hash as "zHash" from proof_roots where root = $1`,
)
const gpusOf = statement(
  gpuRow,
  `select node_id as node, gpu, commit, shown_mib as "shownMib", passed, speed_bps as "speedBps", site from proof_statements
   where root = $1 order by node_id, gpu`,
)

/**
 * Returns the statements about GPU proofs under a Merkle root, or null if none are stored. Index: proof_roots (root), proof_statements (root, node_id, gpu).
 * Takes no lock.
 */
export async function findProofStatements(
  db: Queryable,
  root: string,
): Promise<{ readonly of: ProofRootRow; readonly gpus: ProofStatementRow[] } | null> {
  const of = await rootOf.first(db, [root])
  return of === null ? null : { of, gpus: await gpusOf.rows(db, [root]) }
}

const waiting = statement(
  rowOf({ root: roots.root, slot: roots.slot }),
  `select root, slot from proof_roots where attested_at is null and posted_at > now() - interval '26 hours' order by slot`,
)

/**
 * Lists the Merkle roots of proof slots of the last 26 h that no quorum of validators has attested yet, each with its slot, the oldest first. Index:
 * proof_roots (posted_at). Takes no lock.
 */
export function listWaitingProofRoots(db: Queryable): Promise<{ root: string; slot: bigint }[]> {
  return waiting.rows(db, [])
}

/**
 * Marks the Merkle root of a proof slot as attested by a quorum of validators. `at` is the time of the event's block in Unix seconds. Returns false if the root
 * is unknown or already marked. Index: proof_roots (root).
 */
export async function markAttestedRoot(db: Queryable, { root, at }: { root: string; at: bigint }): Promise<boolean> {
  const marked = await db.query('update proof_roots set attested_at = $2 where root = $1 and attested_at is null returning 1', [root, at])
  return marked.length > 0
}

const attested = statement(
  rowOf({ root: roots.root }),
  `select root from proof_roots where slot_hash = $1 and attested_at is not null order by attested_at limit 1`,
)

/** Returns the Merkle root that a quorum of validators attested for a proof slot, or null. Index: proof_roots (slot_hash). Takes no lock. */
export async function findAttestedRoot(db: Queryable, { slotHash }: { slotHash: string }): Promise<string | null> {
  return (await attested.first(db, [slotHash]))?.root ?? null
}
