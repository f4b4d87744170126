import type { Queryable } from '../client/queryable.ts'

/** What a journal row may say of nodes: them, who owns them, their asks, holds on them, leases of them. */
export type NamesOfNodes = {
  readonly nodes: readonly string[]
  readonly providers: readonly string[]
  readonly orders: readonly string[]
  readonly holds: readonly string[]
  readonly leases: readonly bigint[]
}

/** Ids of the nodes that are meant, each once, those that are not registered included. Index: the primary keys, chain_nodes (provider). Takes no lock. */
export async function listNodesNamed(db: Queryable, { nodes, providers, orders, holds, leases }: NamesOfNodes): Promise<string[]> {
  const rows = await db.query<{ nodeId: string }>(
    `select unnest($1::text[]) as "nodeId"
     union select node_id from chain_nodes where provider = any($2)
     union select node_id from book_orders where order_hash = any($3) and kind = 'ask'
     union select node_id from holds where hold_id = any($4) and node_id is not null
     union select node_id from leases where lease_id = any($5)`,
    [nodes, providers, orders, holds, leases],
  )
  return rows.map(({ nodeId }) => nodeId)
}
