import { formatPt, type Language, notificationPath, notificationRows } from '@infinitio/domain'
import { leaseMessage, messageText, writeNotification, type NotificationWriter, placeMessages } from '@infinitio/domain/messages'
import type { NotificationWire } from '@infinitio/domain/wire'
import type { MailParts } from './mailText.ts'
import { mailWords } from './mailWords.ts'

const mostChars = 60

/** How the reader of a mail reads. */
export type MailReader = { readonly language: Language; readonly zone: string }

/** What a mail says of something an account was told, in its language and its time zone. Pure. */
export function toldMail(
  item: NotificationWire,
  { publicUrl, reader }: { publicUrl: string; reader: MailReader },
): Pick<MailParts, 'subject' | 'lines' | 'link'> {
  const { language } = reader
  const { subject, text } = writeNotification(item, { language, writer: writerFor(reader) })
  const line = /[.。]$/.test(text) ? text : `${text}${mailWords[language].end}`
  const link = { label: placeMessages[notificationRows[item.kind].place][language], url: `${publicUrl}${notificationPath(item)}` }
  return { subject, lines: [line], link }
}

/** How a mail writes values: a name that somebody chose is quoted, and nothing becomes a link. */
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

/** Unix seconds as 2026-11-22 17:05 with the zone, by its name of the IANA list. */
function momentIn(seconds: number, zone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(seconds * 1_000)
  return `${text} ${zone}`
}

/**
 * A name that somebody else chose, as it may stand in a mail from us: one line, letters, digits and a few signs, no sign that turns the writing around, and nothing
 * that a mail program would make a link of. Pure.
 */
function nameInMail(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N} _()#-]/gu, '·')
  return `“${[...plain.trim()].slice(0, mostChars).join('')}”`
}
