import 'server-only'
import compile from 'icu-minify/compile'
import { type Messages, withSharedMessages } from '#web/i18n/sharedMessages.ts'
import type en from '#web/messages/en.json'
import type { Language } from '#web/i18n/reading.ts'

const loads = {
  en: async () => (await import('#web/messages/en.json')).default,
  zh: async () => (await import('#web/messages/zh.json')).default as unknown as typeof en,
} as const satisfies Record<Language, () => Promise<typeof en>>

const inZone = new Map<string, Messages>()
const mostZones = 200

/**
 * Returns the expression that matches `%zone%`, the placeholder for the name of the time zone in messages. A Chinese name, such as 北京时间, needs no space before
 * Chinese text. So for a Chinese name, the expression also matches the space after the placeholder if Chinese text follows.
 */
const placeOf = (zoneName: string) => (/\p{Script=Han}$/u.test(zoneName) ? /%zone%(?: (?=\p{Script=Han}))?/gu : /%zone%/g)

/** Returns every message of a language, with `%zone%` replaced by the name of the reader's zone. */
export async function messagesOf(language: Language, zoneName: string): Promise<Messages> {
  const key = `${language} ${zoneName}`
  const known = inZone.get(key)
  if (known !== undefined) return known
  const messages = JSON.parse(
    JSON.stringify(withSharedMessages(await loads[language](), language, compile)).replaceAll(placeOf(zoneName), () => zoneName),
  ) as Messages
  if (inZone.size >= mostZones) inZone.clear()
  inZone.set(key, messages)
  return messages
}
