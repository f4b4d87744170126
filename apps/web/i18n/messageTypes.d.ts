import type messages from '../messages/en.json'

/** Makes an unknown message key a type error. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: 'en' | 'zh'
    Messages: typeof messages
  }
}
