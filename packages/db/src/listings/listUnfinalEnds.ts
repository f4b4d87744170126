import type { Queryable } from '../client/queryable.ts'

/** A lease that the chain's head ended before its time, while a reorganisation may still undo that. Seconds of the block clock. */
export interface UnfinalEndRow {
  nodeId: string
  gpus: number
  startAt: bigint
  durationSeconds: bigint
  /** When it ends: later than `toldAt` while a notice runs, the same for one that was closed before it was ready. */
  endAt: bigint
  /** The time of the block that says so. */
  toldAt: bigint
}

/**
 * Leases of these nodes whose end is not final: the chain gave their hours back, the book has not (ADR 9). Indexes: blocks (final, number),
 * chain_logs (block_number, log_index), leases (lease_id): as many rows as the last few blocks ended. Takes no lock.
 */
export async function listUnfinalEnds(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<UnfinalEndRow[]> {
  return db.query<UnfinalEndRow>(
    `select l.node_id as "nodeId", l.gpus, l.start_at as "startAt", l.duration_seconds as "durationSeconds", b.timestamp as "toldAt",
       case when g.name = 'LeaseEnded' then l.end_at else b.timestamp end as "endAt"
     from blocks b
       join chain_logs g on g.block_number = b.number and g.name in ('LeaseEnded', 'LeaseClosed')
       join leases l on l.lease_id = (g.command::jsonb ->> 'leaseId')::bigint
     where not b.final and (g.name = 'LeaseEnded' or l.ended_block is null) and l.node_id = any($1)`,
    [nodeIds],
  )
}
