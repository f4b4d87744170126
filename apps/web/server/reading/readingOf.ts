import type { IncomingMessage } from 'node:http'
import { preferredLanguage } from '@infinitio/domain'
import { type DisplayRate, type Language, languages, type Reading } from '../../i18n/reading.ts'
import { type Settings, settingsCookie, settingsOf } from '../../i18n/settings.ts'

/**
 * Returns the settings of a visitor. The language comes from the URL (`?lang=zh`), or from the visitor's choice, or from the browser, in this order. Zone,
 * clock and currency come from the visitor's choice. `chosen` has the settings that the URL changed.
 */
export function readingOf(
  request: Pick<IncomingMessage, 'url' | 'headers'>,
  { rates, now }: { readonly rates: readonly DisplayRate[]; readonly now: number },
): { readonly reading: Reading; readonly chosen: Settings | null } {
  const settings = settingsOf(cookieOf(request.headers.cookie))
  const asked = languageOfAddress(request.url)
  const language = asked ?? settings.language ?? preferredLanguage(request.headers['accept-language'], languages)
  const zone = settings.zone ?? 'UTC'
  return {
    reading: {
      language,
      zone,
      zoneName: zoneName(zone, language),
      clock: settings.clock ?? '24',
      rate: rates.find(({ currency }) => currency === settings.currency) ?? null,
    },
    chosen: asked === null || asked === settings.language ? null : { ...settings, language: asked, changedAt: now },
  }
}

function cookieOf(header: string | undefined): string | undefined {
  return header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${settingsCookie}=`))
    ?.slice(settingsCookie.length + 1)
}

function languageOfAddress(url: string | undefined): Language | null {
  const asked = new URLSearchParams((url ?? '').split('?')[1] ?? '').get('lang')
  return languages.find((one) => one === asked) ?? null
}

const names = new Map<string, string>()

/** Returns the name of a time zone that pages show: "UTC", "China Time", "北京时间". Only the server calculates it, because browsers use other names. */
function zoneName(zone: string, language: Language): string {
  if (zone === 'UTC') return 'UTC'
  const key = `${language} ${zone}`
  const known = names.get(key)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts(0)
  const found = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  // People in China call their time by its city; the name of Unicode is a translation.
  const name = found === '中国时间' ? '北京时间' : found
  names.set(key, name)
  return name
}
