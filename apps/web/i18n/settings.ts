import { type Language, languages } from '#web/i18n/reading.ts'

/** The cookie that says how a person reads the pages; the browser may write it, and it opens nothing. */
export const settingsCookie = 'infinitio_settings'

/** What a person chose; null is what was not chosen. `changedAt` is Unix milliseconds: the newer of two browsers is right. */
export type Settings = {
  readonly language: Language | null
  readonly zone: string | null
  readonly clock: '24' | '12' | null
  /** A code of ISO 4217. */
  readonly currency: string | null
  readonly theme: 'light' | 'dark' | null
  readonly changedAt: number
}

/** Reads the value of the cookie, whatever was put into it: what is no setting counts as not chosen. */
export function settingsOf(cookie: string | undefined): Settings {
  const fields = new URLSearchParams((cookie ?? '').slice(0, 400))
  const changedAt = Number(fields.get('changedAt'))
  return {
    language: oneOf(languages, fields.get('language')),
    zone: isZone(fields.get('zone')) ? fields.get('zone') : null,
    clock: oneOf(['24', '12'] as const, fields.get('clock')),
    currency: /^[A-Z]{3}$/.test(fields.get('currency') ?? '') ? fields.get('currency') : null,
    theme: oneOf(['light', 'dark'] as const, fields.get('theme')),
    changedAt: Number.isSafeInteger(changedAt) && changedAt > 0 ? changedAt : 0,
  }
}

/** The whole cookie, for a year: what `document.cookie` and `Set-Cookie` take. */
export function settingsCookieOf(settings: Settings, { secure }: { readonly secure: boolean }): string {
  const chosen = Object.entries(settings).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))
  return `${settingsCookie}=${new URLSearchParams(chosen)}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** True for a name of the IANA list that this machine knows. */
export function isZone(name: string | null): name is string {
  if (name === null || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((one) => one === value) ?? null
}
