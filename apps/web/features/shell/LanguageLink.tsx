'use client'
import { languageNames, languageTags, reading } from '#web/i18n/reading.ts'

type LanguageLinkProps = {
  readonly className: string
  /** True in the top bar, which has room for two letters. Screen readers read the whole name there too. */
  readonly isShort?: boolean
}

/**
 * Links this page in the other language, with its search, its tab and its anchor. It is a plain link, so that the server draws the whole page again, and so
 * that it works before the scripts run.
 */
export function LanguageLink({ className, isShort = false }: LanguageLinkProps) {
  const other = reading().language === 'en' ? 'zh' : 'en'
  const name = languageNames[other]
  return (
    <a
      className={className}
      href={`?lang=${other}`}
      hrefLang={languageTags[other]}
      lang={languageTags[other]}
      aria-label={isShort ? name : undefined}
      onClick={({ currentTarget }) => {
        currentTarget.href = addressIn(window.location.href, other)
      }}
    >
      {isShort ? name.slice(0, 2).toUpperCase() : name}
    </a>
  )
}

/** Returns the address of a page in another language. All other parts of the address stay as they are. */
export function addressIn(address: string, language: string): string {
  const changed = new URL(address)
  changed.searchParams.set('lang', language)
  return changed.href
}
