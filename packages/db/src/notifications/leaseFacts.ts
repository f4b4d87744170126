/** What a notification says of a lease `l`, with its machine's profile `p` and its own name `m`: SQL that gives jsonb. Follow it with leaseFactsJoins. */
export const leaseFacts = `jsonb_build_object('lease', l.lease_id::text, 'leaseName', m.name, 'node', l.node_id, 'nodeName', p.name)`

/** Joins for leaseFacts. Index: the primary keys. */
export const leaseFactsJoins = 'left join node_profiles p on p.node_id = l.node_id left join lease_names m on m.bid_hash = l.bid_hash'
