/** The languages of pages, mails and invoices. The first is the default. */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** The tag of each language in HTML, in mails and for `Intl`. */
export const languageTags = { en: 'en', zh: 'zh-Hans' } as const satisfies Record<Language, string>
