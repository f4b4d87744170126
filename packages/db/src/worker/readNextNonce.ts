import type { Queryable } from '../client/queryable.ts'

/** One above the highest nonce stored for `sender`, or null when none is. Index: transactions (sender, nonce). Takes no lock. */
export async function readNextNonce(db: Queryable, { sender }: { sender: string }): Promise<bigint | null> {
  const rows = await db.query<{ next: bigint | null }>('select max(nonce) + 1 as next from transactions where sender = $1', [sender])
  return rows[0]?.next ?? null
}
