import type { Queryable } from '../client/queryable.ts'

/** True while something is expected from the chain soon: unsettled matches or transactions on their way. Takes no lock. */
export async function hasChainWork(db: Queryable): Promise<boolean> {
  const rows = await db.query<{ busy: boolean }>(
    "select exists (select from settlements where state = 'unsettled') or exists (select from transactions where state in ('stored', 'broadcast')) as busy",
    [],
  )
  return rows[0]?.busy === true
}
