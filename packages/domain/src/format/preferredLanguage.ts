/**
 * Returns the supported language that an `Accept-Language` header prefers, or the first supported language if the header accepts none of them. Reads only the
 * header's first 300 characters.
 */
export function preferredLanguage<Language extends string>(acceptLanguage: string | undefined, ours: readonly [Language, ...Language[]]): Language {
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
    const found = ours.find((one) => one === language)
    if (found !== undefined && weight > 0) return found
  }
  return ours[0]
}

/** The languages of pages, mails and invoices. The first is the default. */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** The name of each language in HTML, in mails and for `Intl` (its BCP 47 tag). */
export const languageTags = { en: 'en', zh: 'zh-Hans' } as const satisfies Record<Language, string>
