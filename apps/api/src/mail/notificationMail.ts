import { formatPt, type Language, notificationPath, notificationRows } from '@infinitio/domain'
import { leaseMessage, messageText, writeNotification, type NotificationWriter, placeMessages } from '@infinitio/domain/messages'
import type { NotificationWire } from '@infinitio/domain/wire'
import type { MailParts } from './mailText.ts'
import { mailWords } from './mailWords.ts'

const mostChars = 60

/** The language and the time zone of a mail's reader. */
export type MailReader = { readonly language: Language; readonly zone: string }

/** Writes the mail about a notification, in the reader's language and time zone. Pure. */
export function notificationMail(
  item: NotificationWire,
  { publicUrl, reader }: { publicUrl: string; reader: MailReader },
): Pick<MailParts, 'subject' | 'lines' | 'link'> {
  const { language } = reader
  const { subject, text } = writeNotification(item, { language, writer: writerFor(reader) })
  const line = /[.。]$/.test(text) ? text : `${text}${mailWords[language].end}`
  const link = { label: placeMessages[notificationRows[item.kind].place][language], url: `${publicUrl}${notificationPath(item)}` }
  return { subject, lines: [line], link }
}

/** Returns how a mail writes values: a name that an account chose is quoted, and no value becomes a link. */
function writerFor({ language, zone }: MailReader): NotificationWriter {
  const words = mailWords[language]
  return {
    node: (id, name) => (name === null ? words.nodeWithoutName(id.slice(0, 10)) : nameInMail(name)),
    lease: ({ name, ...lease }) => messageText(leaseMessage, { language, values: { ...lease, name: name === null ? 'none' : nameInMail(name) } }),
    account: (address) => address,
    amount: (units) => formatPt(BigInt(units), { digits: 6 }),
    moment: (seconds) => momentIn(seconds, zone),
    span: (seconds) => words.hours((seconds / 3_600).toFixed(2)),
    url: (url) => nameInMail(new URL(url).host),
    quote: nameInMail,
    search: () => 'none',
  }
}

/** Formats Unix seconds as 2026-11-22 17:05 with the zone's IANA name. */
function momentIn(seconds: number, zone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(seconds * 1_000)
  return `${text} ${zone}`
}

/**
 * Returns a name that another account chose in a form that is safe in our mails: one line of letters, digits and a few other characters. It contains no
 * character that reverses the direction of the text, and nothing that a mail program would show as a link. Pure.
 */
function nameInMail(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N} _()#-]/gu, '·')
  return `“${[...plain.trim()].slice(0, mostChars).join('')}”`
}
