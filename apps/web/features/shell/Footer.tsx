import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { MarketStateHost } from '#web/features/health/MarketStateHost.tsx'
import { languageNames, languageTags, reading, supportUrl } from '#web/i18n/reading.ts'

/** Shows the page footer with the value of a PT, and links the pages that a narrow top bar omits. */
export function Footer() {
  const t = useTranslations('shell')
  const { language, rate } = reading()
  const support = supportUrl()
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <footer className="foot">
      <MarketStateHost />
      <span>{t('ptWorth')}</span>
      {rate !== null && (
        <span>{t('about', { rate: `${rate.perPt} ${rate.currency}`, source: rate.source, day: rate.asOf, fixed: String(rate.isFixed) })}</span>
      )}
      <span className="end row g3">
        {/* Links this page in the other language. It is a plain link, so that the server draws the whole page again. */}
        <a className="link" href={`?lang=${other}`} hrefLang={languageTags[other]} lang={languageTags[other]}>
          {languageNames[other]}
        </a>
        <Link className="link" href="/settings">
          {t('settings')}
        </Link>
        {support !== null && (
          <a className="link" href={support}>
            {t('support')}
          </a>
        )}
        <Link className="link" href="/status">
          {t('status')}
        </Link>
        <Link className="link innav" href="/models">
          {t('nav.models')}
        </Link>
        <Link className="link innav" href="/govern">
          {t('nav.govern')}
        </Link>
        <Link className="link innav" href="/explorer">
          {t('nav.explorer')}
        </Link>
        <Link className="link innav" href="/docs">
          {t('nav.docs')}
        </Link>
        <Link className="link" href="/docs/api">
          {t('api')}
        </Link>
      </span>
    </footer>
  )
}
