import type { Queryable } from '../client/queryable.ts'

/**
 * Puts the rows back that migrations made and an older backup lacks, and sets the fence above `fence`, so that whoever wrote the journal before a
 * restore can do so no more.
 */
export async function seedRows(tx: Queryable, { fence }: { fence: bigint }): Promise<void> {
  await tx.query(
    `insert into cursors (source, last_id) select source, 0 from unnest(array['chain', 'worker', 'admin', 'api']) as source on conflict (source) do nothing`,
    [],
  )
  await tx.query("insert into worker_cursors (source, last_id) values ('relays', 0) on conflict (source) do nothing", [])
  await tx.query(
    'insert into fence (id, value) values (1, $1::bigint + 1) on conflict (id) do update set value = greatest(fence.value, $1::bigint) + 1',
    [fence],
  )
}
