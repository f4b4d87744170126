import type { IncomingMessage } from 'node:http'
import { preferredLanguage } from '@infinitio/domain'
import { cookiesOf } from './readCredential.ts'

/** The languages of refusal pages. The first one is the default. */
const languages = ['en', 'zh'] as const
/** A language of the visitor's pages. */
export type VisitorLanguage = (typeof languages)[number]

/** A host's cookie with the language in which the visitor read the lease's page. The gateway does not forward it to workloads. */
export const languageCookie = 'infinitio-language'

/** Returns the visitor's language: the language of the lease's page from which the visitor came, else that of the browser. */
export function visitorLanguage({ headers }: Pick<IncomingMessage, 'headers'>): VisitorLanguage {
  const chosen = cookiesOf(headers.cookie).find(({ name }) => name === languageCookie)?.value
  return languageNamed(chosen) ?? preferredLanguage(headers['accept-language'], languages)
}

/** Returns the supported language with this name, or null if there is none. */
export function languageNamed(name: string | null | undefined): VisitorLanguage | null {
  return languages.find((one) => one === name) ?? null
}

/** Returns the header that stores the language on this host, as long as a session lasts. */
export function setLanguageCookie(language: VisitorLanguage, { isSecure }: { isSecure: boolean }): string {
  return `${languageCookie}=${language}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
