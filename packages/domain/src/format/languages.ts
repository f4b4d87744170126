/** The languages that pages, mails and invoices are written in. A person who asks for none of them gets the first. */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** The tag of each language in HTML, in mails and for `Intl`. */
export const languageTags = { en: 'en', zh: 'zh-Hans' } as const satisfies Record<Language, string>
