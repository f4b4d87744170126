import type { Language } from '@infinitio/domain'

/** The first text in the shells of a lease: one for all readers, or one for each language. Lines end with CR LF, for a terminal. Empty for none. */
export type Banner = string | Readonly<Record<Language, string>>

/** Returns the banner in a reader's language. */
export function bannerIn(banner: Banner, language: Language): string {
  return typeof banner === 'string' ? banner : banner[language]
}

/** Returns the banner with another text below it, in each language. Null adds nothing. */
export function withText(banner: Banner, text: Readonly<Record<Language, string>> | null): Banner {
  if (text === null) return banner
  return { en: `${bannerIn(banner, 'en')}${text.en}`, zh: `${bannerIn(banner, 'zh')}${text.zh}` }
}

/**
 * Returns the language of a shell, from the variables that an SSH client sends: the first of LC_ALL, LC_MESSAGES and LANG that is not empty, as POSIX orders
 * them. English for all locales but Chinese ones.
 */
export function languageOfLocale({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string>>): Language {
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('zh') ? 'zh' : 'en'
}
