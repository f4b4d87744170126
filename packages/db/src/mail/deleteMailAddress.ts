import type { Queryable } from '../client/queryable.ts'

/** Deletes where an account is told by e-mail, with what it was to be told and the log. Index: mail_addresses (account). */
export async function deleteMailAddress(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('delete from mail_addresses where account = $1', [account])
}
