import { useLocale } from 'next-intl'

/** The formatters of country names by language, cached because they are slow to create and each card of a list needs one. */
const namesIn = new Map<string, Intl.DisplayNames>()

/**
 * Returns a function that gives a country's name in the reader's language from its two-letter code. A code without a known name is returned as it is.
 */
export function useCountryName(): (code: string) => string {
  const locale = useLocale()
  const names = namesIn.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region' })
  namesIn.set(locale, names)
  return (code) => names.of(code) ?? code
}
