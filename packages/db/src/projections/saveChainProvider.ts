import type { Queryable } from '../client/queryable.ts'

/** Says whether a provider's bond covers its nodes (`listed`). Index: chain_providers (provider). Locks its row. */
export async function saveChainProvider(
  tx: Queryable,
  { provider, listed, updatedBlock }: { provider: string; listed: boolean; updatedBlock: bigint },
): Promise<void> {
  await tx.query(
    `insert into chain_providers (provider, listed, updated_block) values ($1, $2, $3)
     on conflict (provider) do update set listed = excluded.listed, updated_block = excluded.updated_block`,
    [provider, listed, updatedBlock],
  )
}
