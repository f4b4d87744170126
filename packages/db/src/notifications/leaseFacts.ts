/**
 * What a notification says of a lease `l` to `reader` (SQL that gives an account), with its machine's profile `p` and its own name `m`, which is for who gave it alone: SQL that gives jsonb.
 * Follow it with leaseFactsJoins.
 */
export function leaseFacts(reader: string): string {
  return `jsonb_build_object('lease', l.lease_id::text, 'leaseName', case when m.account = ${reader} then m.name end, 'node', l.node_id, 'nodeName', p.name)`
}

/** Joins for leaseFacts. Index: the primary keys. */
export const leaseFactsJoins = 'left join node_profiles p on p.node_id = l.node_id left join lease_names m on m.bid_hash = l.bid_hash'
