// The board of GPU proofs, where the API collects the messages of machines and validators. The API (role infinitio_api) writes the tables `proof_slots`,
// `proof_calls`, `proof_commits`, `proof_receipts` and `proof_openings`.
import { jsonOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { proof_slots: slots, proof_calls: calls, proof_commits: commits, proof_receipts: receipts } = tables

/** A timer: a validator that was selected at random to measure when machines' GPU proofs arrive. `stake` is a decimal string. */
export type SlotTimer = { readonly timer: string; readonly stake: string }
/** The commitment of one GPU to its proof, as the API stores it. It consists of the roots of Merkle trees. */
export type StoredGpuCommit = {
  readonly gpu: number
  readonly work: { readonly rows: number; readonly segmentBits: number; readonly hashes: number; readonly passes: number; readonly samples: number }
  readonly roots: readonly string[]
}
/**
 * A receipt of a timer (a validator that measures): the timer received the commitments of the node `node` after `ms` milliseconds. `commits` is the hash of
 * these commitments. `site` is the timer's number for the network of the sender; rows of releases before `site` existed have none.
 */
export type StoredReceipt = { readonly node: string; readonly commits: string; readonly ms: number; readonly site?: number }

function isList<Item>(value: unknown): value is Item[] {
  return Array.isArray(value)
}

const slotRow = rowOf({
  slotHash: slots.slot_hash,
  slot: slots.slot,
  seed: slots.seed,
  beaconSeed: slots.beacon_seed,
  at: slots.at,
  timers: jsonOf(slots.timers, isList<SlotTimer>),
})
/** A proof slot (a block at which machines prove their GPUs) for which the API has received a message. `at` is the time of the slot's block in Unix seconds. */
export type ProofSlotRow = RowOf<typeof slotRow>

const slotColumns = 'slot_hash as "slotHash", slot, seed, beacon_seed as "beaconSeed", at, timers'
const slotByHash = statement(slotRow, `select ${slotColumns} from proof_slots where slot_hash = $1`)

/** Returns a proof slot, or null if the API has received no message for it. Index: proof_slots (slot_hash). Takes no lock. */
export function findProofSlot(db: Queryable, { slotHash }: { slotHash: string }): Promise<ProofSlotRow | null> {
  return slotByHash.first(db, [slotHash])
}

/** Stores a proof slot with its timers (the validators that were selected for it at random), unless it is stored already. Index: proof_slots (slot_hash). */
export async function insertProofSlot(db: Queryable, { slotHash, slot, seed, beaconSeed, at, timers }: ProofSlotRow): Promise<void> {
  await db.query('insert into proof_slots (slot_hash, slot, seed, beacon_seed, at, timers) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [
    slotHash,
    slot,
    seed,
    beaconSeed,
    at,
    JSON.stringify(timers),
  ])
}

type OfSlot = { readonly slotHash: string }

const callRow = rowOf({ timer: calls.timer, nonceHash: calls.nonce_hash, door: calls.door, signature: calls.signature })
/**
 * The message (call) of a timer, a validator that measures when proofs arrive, at the start of a proof slot. It contains the address to which machines send
 * their commitments, and the hash of a nonce that the timer reveals later.
 */
export type ProofCallRow = RowOf<typeof callRow>
const callsOfSlot = statement(
  callRow,
  'select timer, nonce_hash as "nonceHash", door, signature from proof_calls where slot_hash = $1 order by timer',
)

/** Lists the calls (first messages) of timers for a proof slot: at most one of each timer. Index: proof_calls (slot_hash, timer). Takes no lock. */
export function listProofCalls(db: Queryable, { slotHash }: OfSlot): Promise<ProofCallRow[]> {
  return callsOfSlot.rows(db, [slotHash])
}

/**
 * Stores the call of a timer, a validator that measures when GPU proofs arrive. Returns false if a call of this timer for this proof slot is already stored.
 * Index: proof_calls (slot_hash, timer).
 */
export async function insertProofCall(db: Queryable, { slotHash, timer, nonceHash, door, signature }: OfSlot & ProofCallRow): Promise<boolean> {
  const rows = await db.query(
    'insert into proof_calls (slot_hash, timer, nonce_hash, door, signature) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [slotHash, timer, nonceHash, door, signature],
  )
  return rows.length > 0
}

const commitRow = rowOf({
  node: commits.node_id,
  commits: commits.commits_hash,
  gpus: jsonOf(commits.gpus, isList<StoredGpuCommit>),
  signature: commits.signature,
})
/** The commitments (Merkle roots of GPU proofs) that a node sent for all its GPUs in a proof slot. `commits` is the hash of all of them. */
export type ProofCommitRow = RowOf<typeof commitRow>
const commitColumns = 'node_id as node, commits_hash as commits, gpus, signature'
const commitsOfSlot = statement(commitRow, `select ${commitColumns} from proof_commits where slot_hash = $1 order by node_id`)
const commitOfNode = statement(commitRow, `select ${commitColumns} from proof_commits where slot_hash = $1 and node_id = $2`)

/**
 * Lists the commitments to GPU proofs of all nodes in a proof slot: at most one row for each listed node. Index: proof_commits (slot_hash, node_id). Takes no
 * lock.
 */
export function listProofCommits(db: Queryable, { slotHash }: OfSlot): Promise<ProofCommitRow[]> {
  return commitsOfSlot.rows(db, [slotHash])
}

/** Returns the commitments of a node to its GPU proofs in a slot, or null. Index: proof_commits (slot_hash, node_id). Takes no lock. */
export function findProofCommit(db: Queryable, { slotHash, node }: OfSlot & { readonly node: string }): Promise<ProofCommitRow | null> {
  return commitOfNode.first(db, [slotHash, node])
}

/**
 * Stores the commitments of a node to its GPU proofs. Returns false if commitments of this node for this slot are already stored. Index: proof_commits
 * (slot_hash, node_id).
 */
export async function insertProofCommit(db: Queryable, row: OfSlot & ProofCommitRow): Promise<boolean> {
  const rows = await db.query(
    'insert into proof_commits (slot_hash, node_id, commits_hash, gpus, signature) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [row.slotHash, row.node, row.commits, JSON.stringify(row.gpus), row.signature],
  )
  return rows.length > 0
}

const receiptRow = rowOf({
  timer: receipts.timer,
  nonce: receipts.nonce,
  receipts: jsonOf(receipts.receipts, isList<StoredReceipt>),
  signature: receipts.signature,
})
/**
 * The message that a timer sends after a slot; a timer is a validator that measures when GPU proofs arrive. It has the timer's nonce, and the commitments that
 * it received with their times (receipts).
 */
export type ProofReceiptRow = RowOf<typeof receiptRow>
const receiptsOfSlot = statement(receiptRow, 'select timer, nonce, receipts, signature from proof_receipts where slot_hash = $1 order by timer')

/** Lists the receipts (arrival times of GPU proofs) of a slot: at most one row of each timer. Index: proof_receipts (slot_hash, timer). Takes no lock. */
export function listProofReceipts(db: Queryable, { slotHash }: OfSlot): Promise<ProofReceiptRow[]> {
  return receiptsOfSlot.rows(db, [slotHash])
}

/**
 * Stores the receipts of a timer (a validator that measures when GPU proofs arrive), and adds the times that it measured to the rows of the commitments.
 * Returns false if receipts of this timer for this slot are already stored. Call it in a transaction. Index: proof_receipts (slot_hash, timer), proof_commits
 * (slot_hash, node_id).
 */
export async function insertProofReceipts(tx: Queryable, row: OfSlot & ProofReceiptRow): Promise<boolean> {
  const rows = await tx.query(
    'insert into proof_receipts (slot_hash, timer, nonce, receipts, signature) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [row.slotHash, row.timer, row.nonce, JSON.stringify(row.receipts), row.signature],
  )
  if (rows.length === 0) return false
  // Lock the rows in a fixed order, so that the transactions of two validators cannot wait for each other forever.
  await tx.query(
    `with received as (select c.node_id, r.ms from proof_commits c join unnest($2::text[], $3::text[], $4::int[]) as r(node, commits, ms)
         on c.node_id = r.node and c.commits_hash = r.commits where c.slot_hash = $1 order by c.node_id for update of c)
     update proof_commits c set times = array_append(c.times, received.ms) from received where c.slot_hash = $1 and c.node_id = received.node_id`,
    [row.slotHash, row.receipts.map(({ node }) => node), row.receipts.map((it) => it.commits), row.receipts.map(({ ms }) => ms)],
  )
  return true
}
