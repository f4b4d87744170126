import { getRequestConfig } from 'next-intl/server'
import { messagesOf } from '#web/i18n/messagesOf.ts'
import { reading } from '#web/i18n/reading.ts'

/** No locale in the path: the server says with each request which language who asks reads, and every string comes from that language's messages. */
export default getRequestConfig(async () => {
  const { language, zone, zoneName } = reading()
  return { locale: language, messages: await messagesOf(language, zoneName), timeZone: zone }
})
