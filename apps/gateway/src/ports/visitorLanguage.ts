import type { IncomingMessage } from 'node:http'
import { preferredLanguage } from '@infinitio/domain'
import { cookiesOf } from './readCredential.ts'

/** The languages a refusal is told in; the first to who asked for none of them. */
const languages = ['en', 'zh'] as const
/** One of them. */
export type VisitorLanguage = (typeof languages)[number]

/** The cookie of a host that says how who entered reads the lease's page; no workload is told of it. */
export const languageCookie = 'infinitio-language'

/** How a visitor reads: as the lease's page said when they entered, else as their browser wants. */
export function visitorLanguage({ headers }: Pick<IncomingMessage, 'headers'>): VisitorLanguage {
  const chosen = cookiesOf(headers.cookie).find(({ name }) => name === languageCookie)?.value
  return languageNamed(chosen) ?? preferredLanguage(headers['accept-language'], languages)
}

/** The language of ours with this name, or null. */
export function languageNamed(name: string | null | undefined): VisitorLanguage | null {
  return languages.find((one) => one === name) ?? null
}

/** The header that remembers it on this host, as long as a session. */
export function setLanguageCookie(language: VisitorLanguage, { isSecure }: { isSecure: boolean }): string {
  return `${languageCookie}=${language}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
