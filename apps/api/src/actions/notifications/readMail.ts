import { listMailAttempts, type MailSettingsRow, readMailSettings } from '@infinitio/db'
import { type Address, type NotificationKind, notificationKinds } from '@infinitio/domain'
import { type MailAttemptsWire, mailAttemptsWire, type MailSettingsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostShown = 20

/** Where an account is told by e-mail, and how far that is. */
export async function readMail({ db, mailer }: Services, { account }: { account: Address }): Promise<MailSettingsWire> {
  const row = await readMailSettings(db, { account })
  const offered = mailer !== null
  if (row === null) return { offered, state: 'none', address: null, kinds: [], linkUntil: null }
  const linkUntil = row.linkUntil === null ? null : secondsOf(row.linkUntil)
  return { offered, state: stateOf(row), address: row.address, kinds: row.kinds.filter(isKind), linkUntil }
}

/** The last tries to send mail to an account, newest first. */
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
