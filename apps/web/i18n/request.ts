import { getRequestConfig } from 'next-intl/server'
import { messagesOf } from '#web/i18n/messagesOf.ts'
import { reading } from '#web/i18n/reading.ts'

/** Paths contain no locale. The server stores the reader's language with each request, and all messages come from that language. */
export default getRequestConfig(async () => {
  const { language, zone, zoneName } = reading()
  return { locale: language, messages: await messagesOf(language, zoneName), timeZone: zone }
})
