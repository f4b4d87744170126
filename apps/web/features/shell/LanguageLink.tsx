import { languageNames, languageTags, reading } from '#web/i18n/reading.ts'

type LanguageLinkProps = {
  readonly className: string
  /** True in the top bar, which has room for two letters. Screen readers read these and then the whole name. */
  readonly isShort?: boolean
}

/**
 * Links this page in the other language. It is a plain link, so that the server draws the whole page again. `LanguageScript` adds the search, the tab and the
 * anchor of the page.
 */
export function LanguageLink({ className, isShort = false }: LanguageLinkProps) {
  const other = reading().language === 'en' ? 'zh' : 'en'
  const name = languageNames[other]
  const letters = name.slice(0, 2).toUpperCase()
  return (
    <a
      className={className}
      href={`?lang=${other}`}
      hrefLang={languageTags[other]}
      lang={languageTags[other]}
      aria-label={isShort && letters !== name ? `${letters} ${name}` : undefined}
      data-language={other}
    >
      {isShort ? letters : name}
    </a>
  )
}
