import type { Queryable } from '../client/queryable.ts'

/** Says whether the book hides a node's asks, and why (an error code). Index: book_nodes (node_id). */
export async function saveBookNode(tx: Queryable, { nodeId, silent, code }: { nodeId: string; silent: boolean; code: string | null }): Promise<void> {
  await tx.query(
    `insert into book_nodes (node_id, silent, code) values ($1, $2, $3)
     on conflict (node_id) do update set silent = excluded.silent, code = excluded.code`,
    [nodeId, silent, code],
  )
}
