/**
 * SQL expression for a node's state from its row of node_heartbeats, named `h` and perhaps missing: one that was never heard from is suspect. Being
 * lost ends with the next sign of life, whatever release takes it.
 */
export const nodeStateColumn = `case when not h.silent then 'answering' when h.lost_at >= h.last_seen_at then 'lost' else 'suspect' end`
