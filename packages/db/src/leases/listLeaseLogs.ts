import type { Queryable } from '../client/queryable.ts'

/** One event of the chain about a lease. `args` is canonical JSON. */
export interface LeaseLogRow {
  name: string
  args: string
  txHash: string
  blockNumber: bigint
  at: bigint
  final: boolean
}

/** Events of one lease, oldest first. Index: chain_logs (name, block_number). Takes no lock. */
export async function listLeaseLogs(db: Queryable, { leaseId, fromBlock }: { leaseId: bigint; fromBlock: bigint }): Promise<LeaseLogRow[]> {
  return db.query<LeaseLogRow>(
    `select l.name, l.args, l.tx_hash as "txHash", l.block_number as "blockNumber", b.timestamp as at, b.final
     from chain_logs l join blocks b on b.number = l.block_number
     where l.name in ('Settled', 'LeaseReady', 'LeaseExtended', 'LeaseCredited', 'LeaseTokenised', 'LeaseTokenMoved', 'CompensationPaid', 'LeasePaid', 'LeaseEnded', 'LeaseClosed') and l.block_number >= $2 and l.args::json ->> 'leaseId' = $1::text
     order by l.block_number, l.log_index limit 200`,
    [leaseId.toString(), fromBlock],
  )
}
