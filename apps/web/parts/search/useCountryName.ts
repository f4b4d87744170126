import { useLocale } from 'next-intl'

/** Gives the name of a country in the reader's language, by its two letters; the letters where no name is known. */
export function useCountryName(): (code: string) => string {
  const names = new Intl.DisplayNames([useLocale()], { type: 'region' })
  return (code) => names.of(code) ?? code
}
