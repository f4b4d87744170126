import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** A score that the book must be told, and how many it was told of this node before. */
export interface NewNodeScore {
  nodeId: string
  score: bigint
  changes: number
}

/**
 * Notes the scores of nodes, and returns those that the book must be told: not what it knows, nor another one of a node within `restSeconds` of the last.
 * Call it inside the transaction that writes their NodeScored commands. Index: node_scores (node_id).
 */
export async function saveNodeScores(
  tx: Queryable,
  { scores, restSeconds }: { scores: readonly { nodeId: string; score: number }[]; restSeconds: number },
): Promise<NewNodeScore[]> {
  return tx.query<NewNodeScore>(
    `insert into node_scores (node_id, score) select * from unnest($1::text[], $2::bigint[])
     on conflict (node_id) do update set score = excluded.score, changes = node_scores.changes + 1, told_at = now()
     where node_scores.score <> excluded.score and node_scores.told_at <= now() - make_interval(secs => $3)
     returning node_id as "nodeId", score, changes`,
    [textArray(scores.map(({ nodeId }) => nodeId)), scores.map(({ score }) => score), restSeconds],
  )
}
