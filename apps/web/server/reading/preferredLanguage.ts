import { type Language, languages } from '../../i18n/reading.ts'

/** The language of ours that an `Accept-Language` wants most; English when it wants neither. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 300)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1]).find((text) => text !== undefined)
      return { language: tag.split('-')[0], weight: Number(weight ?? '1') }
    })
    .toSorted((one, other) => other.weight - one.weight)
  for (const { language, weight } of wanted) {
    const ours = languages.find((one) => one === language)
    if (ours !== undefined && weight > 0) return ours
  }
  return 'en'
}
