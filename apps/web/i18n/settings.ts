import { type Language, languages } from '#web/i18n/reading.ts'

/** The name of the cookie with a reader's settings. Scripts of the page may write the cookie, and it gives no access to anything. */
export const settingsCookie = 'infinitio_settings'

/**
 * The settings that a reader chose; null for each one that was not chosen. `changedAt` is in Unix milliseconds; if two browsers have different settings, the
 * newer ones are used.
 */
export type Settings = {
  readonly language: Language | null
  readonly zone: string | null
  readonly clock: '24' | '12' | null
  /** A currency code of ISO 4217. */
  readonly currency: string | null
  readonly theme: 'light' | 'dark' | null
  readonly changedAt: number
}

/** Reads the value of the cookie. Any value that is not a valid setting counts as not chosen. */
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

/** Returns the whole cookie, valid for a year, in the form of `document.cookie` and `Set-Cookie`. */
export function settingsCookieOf(settings: Settings, { secure }: { readonly secure: boolean }): string {
  const chosen = Object.entries(settings).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))
  return `${settingsCookie}=${new URLSearchParams(chosen)}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** Returns true for a zone name of the IANA list that this runtime supports. */
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
