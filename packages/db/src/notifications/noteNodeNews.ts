import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './insertNotifications.ts'
import { leaseFacts, leaseFactsJoins } from './leaseFacts.ts'

const nodeFacts = `jsonb_build_object('node', c.node_id, 'nodeName', p.name)`

/** Tells providers that nodes of theirs are silent, each at most once in an hour of the clock. Call it in the transaction that marks them. Returns how many were told. Index: chain_nodes (node_id). */
export function noteSilentNodes(tx: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select c.provider as account, 'node_silent:' || c.node_id || ':' || floor(extract(epoch from now()) / 3600) as key, 'node_silent' as kind, ${nodeFacts} as facts
      from chain_nodes c left join node_profiles p using (node_id) where c.node_id = any($1::text[]) and not c.retired`,
    values: [nodeIds],
  })
}

/** Tells a provider that a node of theirs is lost, and those who held a lease on it that it was lost too. Call it in the transaction that marks them. Returns how many were told. Index: chain_nodes (node_id), leases (lease_id). */
export function noteLostNode(tx: Queryable, { nodeId, leases }: { nodeId: string; leases: readonly bigint[] }): Promise<number> {
  return insertNotifications(tx, {
    news: `select c.provider as account, 'node_lost:' || c.node_id || ':' || floor(extract(epoch from now()) * 1000) as key, 'node_lost' as kind,
        ${nodeFacts} || jsonb_build_object('leases', $3::int) as facts
      from chain_nodes c left join node_profiles p using (node_id) where c.node_id = $1 and not c.retired
      union all select coalesce(l.holder, l.renter), 'machine_lost:' || l.bid_hash, 'machine_lost', ${leaseFacts('coalesce(l.holder, l.renter)')}
      from leases l ${leaseFactsJoins} where l.lease_id = any($2::bigint[])`,
    values: [nodeId, leases, leases.length],
  })
}
