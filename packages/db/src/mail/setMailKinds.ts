import type { Queryable } from '../client/queryable.ts'

/** Sets which kinds a confirmed address is told. False where the account has another address, or one that is not in use. Index: mail_addresses (account). */
export async function setMailKinds(
  db: Queryable,
  { account, address, kinds }: { account: string; address: string; kinds: readonly string[] },
): Promise<boolean> {
  const rows = await db.query(
    `update mail_addresses set kinds = $3::text[] where account = $1 and address = $2 and confirmed_at is not null and stopped_at is null returning 1`,
    [account, address, kinds],
  )
  return rows.length === 1
}
