import type { Queryable } from '../client/queryable.ts'

/** Where an account is told by e-mail, and how far its confirmation is. `linkUntil`: until when the link that was sent is good; null before it was sent. */
export type MailSettingsRow = {
  readonly address: string
  readonly kinds: readonly string[]
  readonly confirmedAt: Date | null
  readonly linkUntil: Date | null
  readonly stoppedBy: 'reader' | 'server' | null
}

/** The e-mail settings of an account; null where it has none. Index: mail_addresses (account). Takes no lock. */
export async function readMailSettings(db: Queryable, { account }: { account: string }): Promise<MailSettingsRow | null> {
  const rows = await db.query<MailSettingsRow>(
    `select address, kinds, confirmed_at as "confirmedAt", confirm_until as "linkUntil", stopped_by as "stoppedBy" from mail_addresses where account = $1`,
    [account],
  )
  return rows[0] ?? null
}
