import { createHash, randomBytes } from 'node:crypto'
import { claimMails, type DueMail, noteMailAttempt, setMailLink } from '@infinitio/db'
import { address } from '@infinitio/domain'
import { notificationWire } from '@infinitio/domain/wire'
import { keptSettings } from '../actions/accounts/settings.ts'
import { mailText, type MailText } from '../mail/mailText.ts'
import type { Mailer } from '../mail/openMailer.ts'
import { type MailReader, mailTexts, notificationMail } from '../mail/notificationMail.ts'
import type { Services } from '../services/services.ts'

/**
 * `limit` is the most e-mails that one run sends, and `mostOfMailboxAnHour` the most to one mailbox in an hour from all accounts. A server claims an e-mail for
 * `claimSeconds`, which is longer than an attempt, so that no other server sends it again.
 */
export const mailLimits = { limit: 8, mostOfMailboxAnHour: 20, claimSeconds: 90 } as const
/** How long the link that confirms an address is valid, in seconds. */
export const linkSeconds = 86_400
/**
 * Seconds to wait after each failed attempt. With the first, there are six attempts within nine
 * hours.
 */
const retrySeconds = [60, 300, 1_800, 7_200, 21_600] as const
const tokenBytes = 32

/** Sends the e-mails that are due, one at a time to each address, and stores the results. Returns the number of attempts, or 0 without a mail server. */
export async function sendMails(services: Services): Promise<number> {
  const { db, mailer, hub } = services
  if (mailer === null) return 0
  const due = await claimMails(db, mailLimits)
  if (due.length === 0) return 0
  await Promise.all(due.map((mail) => send(services, mailer, mail)))
  hub.wake()
  return due.length
}

async function send(services: Services, mailer: Mailer, mail: DueMail): Promise<void> {
  const { deliveryId, mailId, attempt } = mail
  const reader = await readerOf(services, mail)
  const written = mail.kind === 'confirm' ? await writeConfirmation(services, mail, reader) : writeTold(services, mail, reader)
  const stopUrl = `${services.site.publicUrl}/api/v1/mail/stop/${mail.stopToken.toString('base64url')}`
  const { isFinal, ...mailed } = await mailer.send({ ...written, id: deliveryId, to: mail.address, stopUrl })
  const retry = isFinal ? null : (retrySeconds[attempt - 1] ?? null)
  await services.db.transaction((tx) => noteMailAttempt(tx, { deliveryId, mailId, attempt, ...mailed, retrySeconds: retry }))
  services.logger.debug({ deliveryId, attempt, status: mailed.status, error: mailed.error }, 'an e-mail was tried')
}

/** Returns the language and time zone of the account that the e-mail is for. The defaults are English and UTC. */
async function readerOf(services: Services, mail: DueMail): Promise<MailReader> {
  const settings = await keptSettings(services, { account: address(mail.account) })
  return { language: settings?.language ?? 'en', zone: settings?.zone ?? 'UTC' }
}

/** Creates a new confirmation link for each attempt, so that no link is stored. Stores the hash of the link before the mail is sent. */
async function writeConfirmation({ db, site }: Services, { mailId, account, stopToken }: DueMail, { language }: MailReader): Promise<MailText> {
  const { confirm } = mailTexts[language]
  const token = randomBytes(tokenBytes)
  await setMailLink(db, { mailId, tokenHash: createHash('sha256').update(token).digest(), goodSeconds: linkSeconds })
  return mailText({
    language,
    subject: confirm.subject,
    lines: confirm.lines(account),
    link: { label: confirm.link, url: `${site.publicUrl}/mail#confirm=${token.toString('base64url')}` },
    notes: [confirm.note(site.publicUrl)],
    stop: stopOf(site, { token: stopToken, language }),
  })
}

function writeTold({ site }: Services, { account, stopToken, kind, facts, at }: DueMail, reader: MailReader): MailText {
  // A database query of this market made these facts (the data of a notification). The schema detects a mistake in that query.
  const item = notificationWire.parse({ notificationId: '0', kind, facts, at: Math.floor(at.getTime() / 1_000), read: false })
  return mailText({
    language: reader.language,
    ...notificationMail(item, { ...site, reader }),
    notes: [mailTexts[reader.language].note({ account, site: site.publicUrl })],
    stop: stopOf(site, { token: stopToken, language: reader.language }),
  })
}

const stopOf = ({ publicUrl }: { publicUrl: string }, { token, language }: { token: Buffer; language: MailReader['language'] }) => ({
  label: mailTexts[language].stop,
  url: `${publicUrl}/mail#stop=${token.toString('base64url')}`,
})
