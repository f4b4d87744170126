import { randomBytes } from 'node:crypto'
import { askMailAddress, listMailAttempts, type MailSettingsRow, readMailSettings, setMailKinds } from '@infinitio/db'
import { type Address, type NotificationKind, notificationKinds, type Refusal } from '@infinitio/domain'
import { type MailAttemptsWire, mailAttemptsWire, type MailSettingsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { mailboxOf } from '../../mail/mailboxOf.ts'

const mostShown = 20

/** Returns the account's e-mail address and whether it is confirmed. */
export async function readMail({ db, mailer }: Services, { account }: { account: Address }): Promise<MailSettingsWire> {
  const row = await readMailSettings(db, { account })
  const offered = mailer !== null
  if (row === null) return { offered, state: 'none', address: null, kinds: [], linkUntil: null }
  const linkUntil = row.linkUntil === null ? null : secondsOf(row.linkUntil)
  return { offered, state: stateOf(row), address: row.address, kinds: row.kinds.filter(isKind), linkUntil }
}

/** Lists the latest attempts to send e-mail to an account, newest first. */
export async function readMailAttempts({ db }: Services, { account }: { account: Address }): Promise<MailAttemptsWire> {
  const rows = await listMailAttempts(db, { account, limit: mostShown })
  const items = rows.map(({ at, nextAt, ...row }) => ({ ...row, at: secondsOf(at), nextAt: row.state === 'waiting' ? secondsOf(nextAt) : null }))
  return mailAttemptsWire.parse({ items })
}

function stateOf({ confirmedAt, stoppedBy }: MailSettingsRow): MailSettingsWire['state'] {
  if (stoppedBy !== null) return stoppedBy === 'reader' ? 'stopped' : 'failing'
  return confirmedAt === null ? 'asked' : 'confirmed'
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000)
const isKind = (kind: string): kind is NotificationKind => (notificationKinds as readonly string[]).includes(kind)

/**
 * Limits of confirmation e-mails per mailbox, per account and for the whole market. An attacker can create wallets for free, so limits per account are not
 * enough.
 */
export const confirmationLimits = { mostOfMailboxADay: 3, mostOfAccountADay: 5, mostOfAllAnHour: 300 } as const
const tokenBytes = 32

/**
 * Sets an account's e-mail address and the kinds of notifications to mail. A confirmed address stays confirmed; an unconfirmed one receives a confirmation
 * e-mail at each call. Refuses with `account.mail_off` and `account.mail_limited` and then changes nothing.
 */
export async function putMail(
  services: Services,
  { account, address, kinds: wanted }: { account: Address; address: string; kinds: readonly NotificationKind[] },
): Promise<MailSettingsWire | Refusal> {
  if (services.mailer === null) return { rejected: 'account.mail_off' }
  const kinds = [...new Set(wanted)]
  if (!(await setMailKinds(services.db, { account, address, kinds }))) {
    const asked = { account, address, mailbox: mailboxOf(address), kinds, stopToken: randomBytes(tokenBytes), ...confirmationLimits }
    const isAsked = await services.db.transaction((tx) => askMailAddress(tx, asked))
    if (!isAsked) return { rejected: 'account.mail_limited' }
  }
  return readMail(services, { account })
}
