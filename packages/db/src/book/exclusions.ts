// Nodes that the order book hides, and accounts that the market blocks. The matcher (role infinitio_matcher) writes the tables `book_nodes` and
// `book_accounts`.
import type { Queryable } from '../client/queryable.ts'

/** Stores whether the order book hides a node's asks, and why (an error code). Index: book_nodes (node_id). */
export async function saveBookNode(tx: Queryable, { nodeId, silent, code }: { nodeId: string; silent: boolean; code: string | null }): Promise<void> {
  await tx.query(
    `insert into book_nodes (node_id, silent, code) values ($1, $2, $3)
     on conflict (node_id) do update set silent = excluded.silent, code = excluded.code`,
    [nodeId, silent, code],
  )
}

/** Stores whether an account is blocked. Index: book_accounts (account). Locks its row. */
export async function saveBookAccount(
  tx: Queryable,
  { account, blocked, updatedSeq }: { account: string; blocked: boolean; updatedSeq: bigint },
): Promise<void> {
  await tx.query(
    `insert into book_accounts (account, blocked, updated_seq) values ($1, $2, $3)
     on conflict (account) do update set blocked = excluded.blocked, updated_seq = excluded.updated_seq`,
    [account, blocked, updatedSeq],
  )
}
