/** SQL condition of a lease that holds GPUs at the second `$1` of the block clock. Index: leases (state, end_at) or (node_id, state). */
export const holdsGpusNow = "state in ('booked', 'active') and start_at <= $1 and end_at > $1"
