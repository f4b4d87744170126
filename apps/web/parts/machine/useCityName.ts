import { useTranslations } from 'next-intl'

/**
 * Returns a function that translates the name of a city, such as "Frankfurt" to "法兰克福". It returns the stated name if there is no translation. Names begin with
 * a capital letter, so a stated name such as `constructor` finds no property of the object of messages.
 */
export function useCityName(): (city: string) => string {
  const t = useTranslations('cities')
  return (city) => (/^[A-Z]/.test(city) && t.has(city as never) ? t(city as never) : city)
}
