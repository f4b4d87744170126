// The GPU proofs of one machine. The API reads them from the tables in which it collects the messages about proofs.
import { jsonOf, nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import type { SlotTimer, StoredGpuCommit } from './proofBoard.ts'

const { chain_nodes: nodes, chain_classes: classes, proof_slots: slots, proof_commits: commits, proof_roots: roots } = tables

const proverRow = rowOf({
  nodeKey: nodes.node_key,
  gpus: nodes.gpus,
  vramGib: nodes.vram_gib,
  registeredAt: nodes.registered_at,
  className: classes.name,
  isListed: 'bool!',
})
/** The data of a registered machine with which the API checks its messages about GPU proofs. */
export type ProverRow = RowOf<typeof proverRow>

const prover = statement(
  proverRow,
  `select n.node_key as "nodeKey", n.gpus, n.vram_gib as "vramGib", n.registered_at as "registeredAt", c.name as "className",
     not n.retired and coalesce(p.listed, false) as "isListed"
   from chain_nodes n join chain_classes c on c.class_id = n.class_id left join chain_providers p on p.provider = n.provider where n.node_id = $1`,
)

/** Returns a registered machine, or null. Index: chain_nodes (node_id), chain_classes (class_id), chain_providers (provider). Takes no lock. */
export function findProver(db: Queryable, { node }: { node: string }): Promise<ProverRow | null> {
  return prover.first(db, [node])
}

function isList<Item>(value: unknown): value is Item[] {
  return Array.isArray(value)
}

/**
 * The statement about the GPU proof of one GPU in one proof slot (a block at which machines prove their GPUs). A quorum of validators attested the Merkle root
 * over such statements.
 */
type StatedGpu = {
  readonly gpu: number
  readonly commit: string
  readonly shownMib: number
  readonly passed: boolean
  readonly speedBps: number
  readonly site: number
}

const nodeSlotRow = rowOf({
  slot: slots.slot,
  at: slots.at,
  timers: jsonOf(slots.timers, isList<SlotTimer>),
  shownBy: 'text[]',
  gpus: jsonOf(nullable(commits.gpus), isList<StoredGpuCommit>),
  times: nullable(commits.times),
  openedGpus: 'int4[]',
  root: nullable(roots.root),
  statements: jsonOf('jsonb', isList<StatedGpu>),
  rentedGpus: 'int4!',
})
/**
 * A proof slot with the answer of one machine. `gpus` is null if the machine sent no commit (its signed answer). `times` are the milliseconds until the answer
 * arrived, as each timer (a validator that measures) measured them. `shownBy` are the timers that have revealed their nonces. `root` is the Merkle root that a
 * quorum attested for the slot, or null. `statements` are the statements about this machine under that root.
 */
export type NodeSlotRow = RowOf<typeof nodeSlotRow>

/** Returns SQL for the number of a node's GPUs with a lease at the time of a slot `s`, or that began within `sitOut` seconds after it. */
const rentedGpus = ({ node, sitOut }: { node: string; sitOut: string }) => `(select coalesce(sum(l.gpus), 0)::int from leases l
       where l.node_id = ${node} and l.start_at <= s.at + ${sitOut}
       and least(coalesce(l.closed_at, l.start_at + l.duration_seconds), l.start_at + l.duration_seconds) > s.at)`

const slotsOfNode = statement(
  nodeSlotRow,
  `select s.slot, s.at, s.timers, c.gpus, c.times, r.root,
     array(select o.gpu from proof_openings o where o.slot_hash = s.slot_hash and o.node_id = $1 order by o.gpu) as "openedGpus",
     array(select p.timer from proof_receipts p where p.slot_hash = s.slot_hash) as "shownBy",
     coalesce((select jsonb_agg(jsonb_build_object('gpu', g.gpu, 'commit', g.commit, 'shownMib', g.shown_mib, 'passed', g.passed,
       'speedBps', g.speed_bps, 'site', g.site) order by g.gpu)
       from proof_statements g where g.root = r.root and g.node_id = $1), '[]') as statements,
     ${rentedGpus({ node: '$1', sitOut: '$4' })} as "rentedGpus"
   from proof_slots s left join proof_commits c on c.slot_hash = s.slot_hash and c.node_id = $1
     left join lateral (select root from proof_roots where slot_hash = s.slot_hash and attested_at is not null order by attested_at limit 1) r on true
   where s.at >= $2 order by s.at desc limit $3`,
)

/**
 * Lists the newest proof slots since a machine was registered. A lease also counts as running in a slot if it starts at most `sitOutSeconds` after the slot.
 * Index: proof_slots (at), proof_commits (slot_hash, node_id), proof_roots (slot_hash), proof_statements (root, node_id, gpu), leases (node_id, state). Takes
 * no lock.
 */
export function listNodeSlots(
  db: Queryable,
  { node, since, limit, sitOutSeconds }: { node: string; since: bigint; limit: number; sitOutSeconds: bigint },
): Promise<NodeSlotRow[]> {
  return slotsOfNode.rows(db, [node, since, limit, sitOutSeconds])
}

/** The most machines of one slot whose provider is notified that the machine failed. */
const mostFailed = 2_000

const failedProver = rowOf({ node: nodes.node_id, slot: slots.slot })
const failedProvers = statement(
  failedProver,
  `select n.node_id as node, s.slot from proof_roots r join proof_slots s on s.slot_hash = r.slot_hash
     join chain_nodes n on n.registered_at <= s.at and not n.retired join chain_providers p on p.provider = n.provider and p.listed
     join accounts a on a.account = n.provider
   where r.root = $1 and r.attested_at is not null
     and (select count(*) from proof_statements g where g.root = r.root and g.node_id = n.node_id and g.passed) < n.gpus
     and ${rentedGpus({ node: 'n.node_id', sitOut: '$2::bigint' })} = 0
     and not exists (select from node_heartbeats h where h.node_id = n.node_id and h.silent)
   order by n.node_id limit ${mostFailed}`,
)

/**
 * Lists the listed machines that did not pass a proof slot (a block at which machines prove their GPUs) under its attested Merkle root. Leaves out machines
 * with a lease at the slot or within `sitOutSeconds` after it, and machines that do not respond now, because their providers already know that. Also leaves out
 * machines whose provider never signed in here. Index: proof_roots (root), proof_slots (slot_hash), proof_statements (root, node_id, gpu), leases (node_id,
 * state), node_heartbeats (node_id). Takes no lock.
 */
export function listFailedProvers(
  db: Queryable,
  { root, sitOutSeconds }: { root: string; sitOutSeconds: bigint },
): Promise<RowOf<typeof failedProver>[]> {
  return failedProvers.rows(db, [root, sitOutSeconds])
}

const lastFailure = statement(
  rowOf({ slot: 'int8!' }),
  `select (n.facts ->> 'slot')::bigint as slot from chain_nodes c join notifications n on n.account = c.provider
   where c.node_id = $1 and n.kind = 'proof_failed' and n.notification_key like 'proof_failed:' || c.node_id || ':%' order by slot desc limit 1`,
)

/**
 * Returns the block of the newest proof slot about which the machine's provider was notified that the machine failed. Returns null if there was none in the 90
 * days for which notifications are stored. Index: chain_nodes (node_id), notifications (account, notification_key). Takes no lock.
 */
export async function notedFailure(db: Queryable, { node }: { node: string }): Promise<bigint | null> {
  return (await lastFailure.first(db, [node]))?.slot ?? null
}
