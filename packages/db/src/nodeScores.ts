// Scores of nodes for the order book. The API (role infinitio_api) writes the table `node_scores`.
import { type EndReason, endReasons, endsThatSay, type LeaseRecord } from '@infinitio/domain'
import { textArray } from './client/binaryArray.ts'
import { nullable, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/**
 * The record of a node: the name of its class, and the numbers of its leases by how they ended. `score` is its score in the order book; null before the first
 * score.
 */
export interface NodeRecordRow extends LeaseRecord {
  nodeId: string
  className: string | null
  score: bigint | null
}

const recordsOfNodes = statement(
  rowOf({
    nodeId: tables.chain_nodes.node_id,
    className: nullable(tables.chain_classes.name),
    kept: 'int8',
    faults: 'int8',
    score: nullable(tables.node_scores.score),
    isKnown: 'bool',
  }),
  `with page as materialized (select node_id, class_id, retired from chain_nodes where node_id > $1 order by node_id limit $2)
   select p.node_id as "nodeId", c.name as "className", coalesce(l.kept, 0) as kept, coalesce(l.faults, 0) as faults, s.score,
     b.node_id is not null and not p.retired as "isKnown"
   from page p
   left join chain_classes c on c.class_id = p.class_id
   left join book_nodes b on b.node_id = p.node_id
   left join node_scores s on s.node_id = p.node_id
   left join lateral (
     select count(*) filter (where end_reason = any($3::int[])) as kept, count(*) filter (where end_reason = any($4::int[])) as faults
     from leases where node_id = p.node_id and state in ('ended', 'closed')) l on true
   order by p.node_id`,
)

/**
 * Returns a page of the records of registered nodes that the order book lists, in the order of their ids. The next page begins after `last`; null after the
 * last page. Index: chain_nodes (node_id), leases (node_id, state). Takes no lock.
 */
export async function listNodeRecords(
  db: Queryable,
  { after, limit }: { after: string; limit: number },
): Promise<{ records: NodeRecordRow[]; last: string | null }> {
  const rows = await recordsOfNodes.rows(db, [after, limit, codesOf('kept'), codesOf('faults')])
  const records = rows.filter(({ isKnown }) => isKnown).map(({ isKnown: _, ...record }) => record)
  return { records, last: rows.length < limit ? null : (rows.at(-1)?.nodeId ?? null) }
}

/**
 * Returns the contract's codes of the end reasons that count as `what` in a node's record: `kept` (the node kept the lease) or `faults` (it broke the lease).
 */
function codesOf(what: keyof LeaseRecord): number[] {
  return endReasons.flatMap((reason: EndReason, place) => (endsThatSay[reason] === what ? [place + 1] : []))
}

const newNodeScoreRow = rowOf({ nodeId: tables.node_scores.node_id, score: tables.node_scores.score, changes: tables.node_scores.changes })

/** A changed score of a node for the order book. `changes` is the number of earlier scores of this node. */
export type NewNodeScore = RowOf<typeof newNodeScoreRow>

const changedScores = statement(
  newNodeScoreRow,
  `insert into node_scores (node_id, score) select * from unnest($1::text[], $2::bigint[])
   on conflict (node_id) do update set score = excluded.score, changes = node_scores.changes + 1, told_at = now()
   where node_scores.score <> excluded.score and node_scores.told_at <= now() - make_interval(secs => $3)
   returning node_id as "nodeId", score, changes`,
)

/**
 * Stores scores of nodes. Returns the scores that have changed and must be sent to the order book. A node's score is stored and returned at most once in
 * `restSeconds` seconds; a change before that waits for a later call. Call it inside the transaction that stores the NodeScored commands. Index: node_scores
 * (node_id).
 */
export async function saveNodeScores(
  tx: Queryable,
  { scores, restSeconds }: { scores: readonly { nodeId: string; score: number }[]; restSeconds: number },
): Promise<NewNodeScore[]> {
  return changedScores.rows(tx, [textArray(scores.map(({ nodeId }) => nodeId)), scores.map(({ score }) => score), restSeconds])
}
