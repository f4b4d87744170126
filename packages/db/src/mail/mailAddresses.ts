// E-mail addresses of accounts. The API (role infinitio_api) writes the tables `mail_addresses` and `mail_asked`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import { lockForAppend } from '../client/advisoryLocks.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const mailSettingsRow = rowOf({
  address: tables.mail_addresses.address,
  kinds: tables.mail_addresses.kinds,
  confirmedAt: tables.mail_addresses.confirmed_at,
  linkUntil: tables.mail_addresses.confirm_until,
  stoppedBy: oneOf(tables.mail_addresses.stopped_by, ['reader', 'server']),
})

/**
 * The e-mail settings of an account and the state of their confirmation. `linkUntil` is when the confirmation link expires; null before the link was
 * sent.
 */
export type MailSettingsRow = RowOf<typeof mailSettingsRow>

const mailSettings = statement(
  mailSettingsRow,
  `select address, kinds, confirmed_at as "confirmedAt", confirm_until as "linkUntil", stopped_by as "stoppedBy" from mail_addresses where account = $1`,
)

/** Returns the e-mail settings of an account, or null if the account has none. Index: mail_addresses (account). Takes no lock. */
export async function readMailSettings(db: Queryable, { account }: { account: string }): Promise<MailSettingsRow | null> {
  return mailSettings.first(db, [account])
}

/**
 * An e-mail address that an account wants to use, with the limits on confirmation mails: for the mailbox and for the account a day, and for all accounts an
 * hour.
 */
export type AskedMail = {
  readonly account: string
  readonly address: string
  /** Hash of the mailbox: different spellings of one mailbox have the same hash. */
  readonly mailbox: Buffer
  readonly kinds: readonly string[]
  readonly stopToken: Buffer
  readonly mostOfMailboxADay: number
  readonly mostOfAccountADay: number
  readonly mostOfAllAnHour: number
}

/**
 * Replaces an account's address with a new, unconfirmed one, and stores the mail that asks the reader to confirm it. Returns false, and changes nothing, if a
 * limit is reached or the reader of the mailbox stopped mail in the last 30 days. Call it inside a transaction: parallel calls wait for each other. Index:
 * mail_asked (mailbox), (account), (at). Takes the advisory lock of mail_asked until commit.
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

/**
 * Stores the link that confirms an address, unless the address is already confirmed or was stopped. The link is valid for `goodSeconds` and replaces an earlier
 * link. Index: mail_addresses (mail_id).
 */
export async function setMailLink(
  db: Queryable,
  { mailId, tokenHash, goodSeconds }: { mailId: string; tokenHash: Buffer; goodSeconds: number },
): Promise<void> {
  await db.query(
    `update mail_addresses set confirm_hash = $2, confirm_until = now() + make_interval(secs => $3)
     where mail_id = $1 and confirmed_at is null and stopped_at is null`,
    [mailId, tokenHash, goodSeconds],
  )
}

/**
 * Confirms the address to which the link with this token was sent. The link works only once, and only before it expires. Deletes a waiting mail that would send
 * the link again. Returns false if the token is not valid. Index: mail_addresses (confirm_hash), mail_deliveries (mail_id, created_at).
 */
export async function confirmMailAddress(db: Queryable, { tokenHash }: { tokenHash: Buffer }): Promise<boolean> {
  const rows = await db.query(
    `with confirmed as (
       update mail_addresses set confirmed_at = now(), confirm_hash = null, confirm_until = null
       where confirm_hash = $1 and confirm_until > now() and confirmed_at is null and stopped_at is null returning mail_id),
     dropped as (delete from mail_deliveries d using confirmed c where d.mail_id = c.mail_id and d.state = 'waiting' and d.kind = 'confirm')
     select 1 from confirmed`,
    [tokenHash],
  )
  return rows.length === 1
}

/**
 * Sets the kinds of notifications for a confirmed address. Returns false if the account has another address, or if this address is not confirmed or was
 * stopped. Index: mail_addresses (account).
 */
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

/**
 * Stops all mail of an account to the address with this token. Waiting mails are deleted, and no confirmation mail goes to the mailbox for 30 days. An unknown
 * token or a second call changes nothing. Index: mail_addresses_stop_token_idx, mail_deliveries (mail_id, created_at).
 */
export async function stopMail(db: Queryable, { token }: { token: Buffer }): Promise<void> {
  await db.query(
    `with stopped as (
       update mail_addresses set stopped_at = now(), stopped_by = 'reader', confirm_hash = null, confirm_until = null
       where sha256(stop_token) = sha256($1) and stopped_by is distinct from 'reader' returning mail_id, mailbox),
     dropped as (delete from mail_deliveries d using stopped s where d.mail_id = s.mail_id and d.state = 'waiting')
     insert into mail_asked (kind, mailbox) select 'stopped', mailbox from stopped`,
    [token],
  )
}

/** Deletes the e-mail address of an account, its waiting mails, and the log of sent mails. Index: mail_addresses (account). */
export async function deleteMailAddress(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('delete from mail_addresses where account = $1', [account])
}
