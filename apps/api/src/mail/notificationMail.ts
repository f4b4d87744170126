import { amountText, type Language, notificationPath, notificationRows } from '@infinitio/domain'
import { leaseMessage, messageText, writeNotification, type NotificationWriter, placeMessages } from '@infinitio/domain/messages'
import type { NotificationWire } from '@infinitio/domain/wire'
import type { MailParts } from './mailText.ts'

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
  const line = /[.。]$/.test(text) ? text : `${text}${mailTexts[language].end}`
  const link = { label: placeMessages[notificationRows[item.kind].place][language], url: `${publicUrl}${notificationPath(item)}` }
  return { subject, lines: [line], link }
}

/**
 * Returns functions that write the values of a notification into a mail. They put a name that an account chose in quotation marks, and make sure that no value
 * becomes a link.
 */
function writerFor({ language, zone }: MailReader): NotificationWriter {
  const texts = mailTexts[language]
  return {
    node: (id, name) => (name === null ? texts.nodeWithoutName(id.slice(0, 10)) : nameInMail(name)),
    lease: ({ name, ...lease }) => messageText(leaseMessage, { language, values: { ...lease, name: name === null ? 'none' : nameInMail(name) } }),
    account: (address) => address,
    amount: (units) => amountText(BigInt(units)),
    moment: (seconds) => momentIn(seconds, zone),
    span: (seconds) => texts.hours((seconds / 3_600).toFixed(2)),
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
 * Returns a name that another account chose, in a form that is safe in our mails: one line with only letters, digits and a few other characters. It contains no
 * character that reverses the direction of the text, and nothing that a mail program would show as a link. Pure.
 */
function nameInMail(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N} _()#-]/gu, '·')
  return `“${[...plain.trim()].slice(0, mostChars).join('')}”`
}

/** All texts of mails in one language, except those about notifications, which are in the catalogue of `packages/domain/src/messages`. */
type MailTexts = {
  readonly nodeWithoutName: (id: string) => string
  readonly hours: (hours: string) => string
  /** The character that ends a sentence in this language, such as a full stop. */
  readonly end: string
  readonly confirm: {
    readonly subject: string
    readonly link: string
    readonly lines: (account: string) => readonly string[]
    readonly note: (site: string) => string
  }
  readonly note: (facts: { account: string; site: string }) => string
  readonly stop: string
}

const en: MailTexts = {
  nodeWithoutName: (id) => `Machine ${id}`,
  hours: (hours) => `${hours} hours`,
  end: '.',
  confirm: {
    subject: 'Confirm your e-mail address',
    link: 'Confirm this address',
    lines: (account) => [
      `The wallet ${account} asked this market to send its notifications to this address.`,
      'If this was you, open the link within one day and confirm. If not, do nothing. We send no more mail to this address.',
    ],
    note: (site) => `You get this mail because someone entered this address at ${site}.`,
  },
  note: ({ account, site }) => `This is a notification for the wallet ${account}. Choose your e-mails at ${site}/notifications.`,
  stop: 'Stop all e-mails for this wallet to this address',
}

const zh: MailTexts = {
  nodeWithoutName: (id) => `机器 ${id}`,
  hours: (hours) => `${hours} 小时`,
  end: '。',
  confirm: {
    subject: '确认你的电子邮件地址',
    link: '确认此地址',
    lines: (account) => [
      `有人以钱包 ${account} 请求本市场把通知发送到此地址。`,
      '如果是你，请在一天内打开链接并确认。如果不是，无需任何操作，之后不会再发送。',
    ],
    note: (site) => `你收到此邮件，是因为有人在 ${site} 填写了此地址。`,
  },
  note: ({ account, site }) => `这是发给钱包 ${account} 的通知。可在 ${site}/notifications 选择通过邮件接收哪些内容。`,
  stop: '停止此钱包向此地址发送的所有邮件',
}

/** The texts of mails by language. */
export const mailTexts: Readonly<Record<Language, MailTexts>> = { en, zh }
