import type { Messages } from './sharedMessages.ts'

/** Makes an unknown message key a type error. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: 'en' | 'zh'
    Messages: Messages
  }
}
