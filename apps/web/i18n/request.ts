import { getRequestConfig } from 'next-intl/server'
import messages from '#web/messages/en.json'

/** One language, no locale in the address: every string comes from messages/en.json. */
export default getRequestConfig(async () => ({ locale: 'en', messages, timeZone: 'UTC' }))
