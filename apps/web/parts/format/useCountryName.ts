import { useLocale } from 'next-intl'

/**
 * The formatters of country names by language. To create one takes 10 to 20 ms, so it is created for the first country that is shown, and kept.
 */
const namesIn = new Map<string, Intl.DisplayNames>()

/**
 * Returns a function that gives a country's name in the reader's language from its two-letter code. A code without a known name is returned as it is.
 */
export function useCountryName(): (code: string) => string {
  const locale = useLocale()
  return (code) => namesOf(locale).of(code) ?? code
}

function namesOf(locale: string): Intl.DisplayNames {
  const names = namesIn.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region' })
  namesIn.set(locale, names)
  return names
}
