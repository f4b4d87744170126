// What the board shows of one machine.
import { jsonOf, nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import type { StoredGpuCommit } from './proofBoard.ts'

const { chain_nodes: nodes, chain_classes: classes, proof_slots: slots, proof_commits: commits } = tables

const proverRow = rowOf({
  nodeKey: nodes.node_key,
  gpus: nodes.gpus,
  vramGib: nodes.vram_gib,
  registeredAt: nodes.registered_at,
  className: classes.name,
  isListed: 'bool!',
})
/** A registered machine as the board judges its messages. */
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

const isGpus = (value: unknown): value is StoredGpuCommit[] => Array.isArray(value)

const nodeSlotRow = rowOf({
  slot: slots.slot,
  at: slots.at,
  gpus: jsonOf(nullable(commits.gpus), isGpus),
  times: nullable(commits.times),
  openedGpus: 'int4[]',
})
/** A slot with the answer of one machine. `gpus` is null if it sent no commit; `times` are the timers' milliseconds. */
export type NodeSlotRow = RowOf<typeof nodeSlotRow>

const slotsOfNode = statement(
  nodeSlotRow,
  `select s.slot, s.at, c.gpus, c.times, array(select o.gpu from proof_openings o where o.slot_hash = s.slot_hash and o.node_id = $1 order by o.gpu) as "openedGpus"
   from proof_slots s left join proof_commits c on c.slot_hash = s.slot_hash and c.node_id = $1
   where s.at >= $2 order by s.at desc limit $3`,
)

/** Lists the newest slots since a machine was registered. Index: proof_slots (at), proof_commits (slot_hash, node_id). Takes no lock. */
export function listNodeSlots(db: Queryable, { node, since, limit }: { node: string; since: bigint; limit: number }): Promise<NodeSlotRow[]> {
  return slotsOfNode.rows(db, [node, since, limit])
}
