import { IntlMessageFormat } from 'intl-messageformat'
import { type Language, languageTags } from '../format/preferredLanguage.ts'
import type { NotificationWire } from '../wire/account/notifications.ts'
import { type Message, notificationMessages } from './notificationMessages.ts'
import { notificationValues, type NotificationWriter } from './notificationValues.ts'

const formats = new Map<string, IntlMessageFormat>()

/** Returns an ICU message with its values, in one language. Throws when a value is missing. */
export function messageText(
  message: Message,
  { language, values }: { language: Language; values: Readonly<Record<string, string | number>> },
): string {
  const text = message[language]
  const known = formats.get(text)
  const format = known ?? new IntlMessageFormat(text, languageTags[language], undefined, { ignoreTag: true })
  if (known === undefined) formats.set(text, format)
  return String(format.format(values))
}

/** Returns the sentence of a notification, and the subject of its mail, in one language. Pure. */
export function writeNotification(
  { kind, facts }: NotificationWire,
  { language, writer }: { language: Language; writer: NotificationWriter },
): { readonly subject: string; readonly text: string } {
  const { subject, text } = notificationMessages[kind]
  const values = notificationValues(facts, writer)
  return { subject: messageText(subject, { language, values }), text: messageText(text, { language, values }) }
}
