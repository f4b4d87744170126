// Openings of GPU proofs: the matrix rows that a machine reveals after its commit. Their bytes are in the store of artefacts; the API (role infinitio_api)
// writes the table `proof_openings`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { proof_openings: openings } = tables

const openingRow = rowOf({
  node: openings.node_id,
  gpu: openings.gpu,
  sha256: openings.sha256,
  bytes: openings.bytes,
  signature: openings.signature,
})
/** The opening (the revealed rows) of one GPU's proof in a slot. `sha256` is the hash of its bytes. */
export type ProofOpeningRow = RowOf<typeof openingRow>

const ofSlot = statement(
  openingRow,
  'select node_id as node, gpu, sha256, bytes, signature from proof_openings where slot_hash = $1 order by node_id, gpu',
)

const ofNode = statement(
  openingRow,
  'select node_id as node, gpu, sha256, bytes, signature from proof_openings where slot_hash = $1 and node_id = $2 order by gpu',
)

/**
 * Lists the openings (revealed rows of proofs) of a proof slot, at most one for each GPU. With `node`, lists only the openings of this machine. Index:
 * proof_openings (slot_hash, node_id, gpu). Takes no lock.
 */
export function listProofOpenings(db: Queryable, { slotHash, node }: { slotHash: string; node?: string | undefined }): Promise<ProofOpeningRow[]> {
  return node === undefined ? ofSlot.rows(db, [slotHash]) : ofNode.rows(db, [slotHash, node])
}

/**
 * Stores the opening (the revealed rows) of a GPU's proof, after its bytes were stored as `artefactId`. Returns false if this GPU already has an opening in
 * this slot. Index: proof_openings (slot_hash, node_id, gpu).
 */
export async function insertProofOpening(
  db: Queryable,
  row: ProofOpeningRow & { readonly slotHash: string; readonly artefactId: string },
): Promise<boolean> {
  const rows = await db.query(
    `insert into proof_openings (slot_hash, node_id, gpu, sha256, bytes, artefact_id, signature) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing returning 1`,
    [row.slotHash, row.node, row.gpu, row.sha256, row.bytes, row.artefactId, row.signature],
  )
  return rows.length > 0
}

const stored = statement(
  rowOf({ artefactId: openings.artefact_id, bytes: openings.bytes }),
  'select artefact_id as "artefactId", bytes from proof_openings where sha256 = $1 and removed_at is null limit 1',
)

/**
 * Finds the opening (revealed rows of a proof) with this hash. Returns its name in the file store and its size; null if there is none. Index: proof_openings
 * (sha256). Takes no lock.
 */
export function findProofOpening(db: Queryable, { sha256 }: { sha256: string }): Promise<{ artefactId: string; bytes: number } | null> {
  return stored.first(db, [sha256])
}

const spaceOf = statement(
  rowOf({ ofNode: 'int8', ofSlot: 'int8', isThere: 'bool' }),
  `select (select coalesce(sum(bytes), 0)::bigint from proof_openings where node_id = $2 and removed_at is null) as "ofNode",
          (select coalesce(sum(bytes), 0)::bigint from proof_openings where slot_hash = $1) as "ofSlot",
          exists (select from proof_openings where slot_hash = $1 and node_id = $2 and gpu = $3) as "isThere"`,
)

/**
 * The number of bytes that stored openings (revealed rows of GPU proofs) take: the bytes of one machine in all slots (`ofNode`), and the bytes of all machines
 * in one slot (`ofSlot`). `isThere` is true if the GPU already has an opening in this slot.
 */
export type OpeningSpace = { readonly ofNode: bigint; readonly ofSlot: bigint; readonly isThere: boolean }

/**
 * Returns how many bytes the openings (revealed rows of proofs) of a machine and of a slot take, and whether the GPU already has an opening in this slot.
 * Indexes: proof_openings (node_id, created_at), (slot_hash, node_id, gpu). Takes no lock.
 */
export function readOpeningSpace(db: Queryable, { slotHash, node, gpu }: { slotHash: string; node: string; gpu: number }): Promise<OpeningSpace> {
  return spaceOf.only(db, [slotHash, node, gpu])
}

const keptDays = 7
const over = statement(
  rowOf({ artefactId: openings.artefact_id }),
  `select artefact_id as "artefactId" from (
     select artefact_id, created_at, sum(bytes) over (order by created_at desc, artefact_id) as newer from proof_openings where removed_at is null
   ) stored
   where newer > $2 or created_at < now() - $1 * interval '1 day' order by created_at limit $3`,
)

/**
 * Lists openings (revealed rows of GPU proofs) to remove from the file store, the oldest first. An opening must be removed if it is older than 7 days, or if
 * the openings that are newer than it already take `mostBytes` together. Index: proof_openings (created_at). Takes no lock.
 */
export async function listOverOpenings(db: Queryable, { limit, mostBytes }: { limit: number; mostBytes: number }): Promise<string[]> {
  return (await over.rows(db, [keptDays, mostBytes, limit])).map(({ artefactId }) => artefactId)
}

/**
 * Marks the opening (the revealed rows) of a proof as removed, after its bytes were removed from the file store. Its hash stays in the table. Index:
 * proof_openings (artefact_id).
 */
export async function markOpeningRemoved(db: Queryable, { artefactId }: { artefactId: string }): Promise<void> {
  await db.query('update proof_openings set removed_at = now() where artefact_id = $1', [artefactId])
}
