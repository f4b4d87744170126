import { useLocale } from 'next-intl'

/** Slow to make, and asked for by each card of a list. */
const namesIn = new Map<string, Intl.DisplayNames>()

/** Gives the name of a country in the reader's language, by its two letters; the letters where no name is known. */
export function useCountryName(): (code: string) => string {
  const locale = useLocale()
  const names = namesIn.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region' })
  namesIn.set(locale, names)
  return (code) => names.of(code) ?? code
}
