import type { Queryable } from '../client/queryable.ts'

/** A provider's node with the hours its newest open ask offers; null where it has none. */
export interface FleetNodeRow {
  nodeId: string
  name: string | null
  gpus: number
  availableFrom: bigint | null
  availableUntil: bigint | null
}

/** Nodes of a provider that are not retired, by id, those after `afterNodeId`. Indexes: chain_nodes (provider), book_orders_open_asks_idx. Takes no lock. */
export async function listFleetNodes(
  db: Queryable,
  { provider, afterNodeId, limit }: { provider: string; afterNodeId: string | null; limit: number },
): Promise<FleetNodeRow[]> {
  return db.query<FleetNodeRow>(
    `select n.node_id as "nodeId", p.name, n.gpus, (a.ask ->> 'availableFrom')::bigint as "availableFrom", (a.ask ->> 'availableUntil')::bigint as "availableUntil"
     from (select * from chain_nodes where provider = $1 and not retired and ($2::text is null or node_id > $2) order by node_id limit $3) n
     left join node_profiles p on p.node_id = n.node_id
     left join lateral (
       select o.order_json::json as ask from book_orders o where o.node_id = n.node_id and o.kind = 'ask' and o.state = 'open' order by o.created_seq desc limit 1) a on true
     order by n.node_id`,
    [provider, afterNodeId, limit],
  )
}
