import { lockForAppend } from '../client/lockForAppend.ts'
import type { Queryable } from '../client/queryable.ts'

/** An address that is to be asked whether it wants mail of an account, and how often may be asked. */
export type AskedMail = {
  readonly account: string
  readonly address: string
  /** What tells one mailbox from another, hashed. */
  readonly mailbox: Buffer
  readonly kinds: readonly string[]
  readonly stopToken: Buffer
  readonly mostOfMailboxADay: number
  readonly mostOfAccountADay: number
  readonly mostOfAllAnHour: number
}

/**
 * Puts an address in the place of what the account had, unconfirmed, and writes the mail that asks for a confirmation. False, and nothing is changed, where
 * it was asked as often as may be, or its reader wanted no mail within 30 days. Call it inside a transaction: calls wait for each other. Index: mail_asked
 * (mailbox), (account), (at). Takes the advisory lock of mail_asked until commit.
 */
export async function askMailAddress(tx: Queryable, asked: AskedMail): Promise<boolean> {
  const { account, address, mailbox, kinds, stopToken } = asked
  await lockForAppend(tx, 'mail_asked')
  const free = await tx.query(
    `insert into mail_asked (kind, mailbox, account) select 'asked', $1, $2
     where not exists (select from mail_asked where mailbox = $1 and kind = 'stopped' and at > now() - interval '30 days')
       and (select count(*) from mail_asked where mailbox = $1 and kind = 'asked' and at > now() - interval '1 day') < $3
       and (select count(*) from mail_asked where account = $2 and kind = 'asked' and at > now() - interval '1 day') < $4
       and (select count(*) from mail_asked where kind = 'asked' and at > now() - interval '1 hour') < $5 returning 1`,
    [mailbox, account, asked.mostOfMailboxADay, asked.mostOfAccountADay, asked.mostOfAllAnHour],
  )
  if (free.length === 0) return false
  await tx.query('delete from mail_addresses where account = $1', [account])
  await tx.query(
    `with asked as (
       insert into mail_addresses (account, address, mailbox, kinds, stop_token) values ($1, $2, $3, $4::text[], $5) returning mail_id)
     insert into mail_deliveries (mail_id, kind) select mail_id, 'confirm' from asked`,
    [account, address, mailbox, kinds, stopToken],
  )
  return true
}
