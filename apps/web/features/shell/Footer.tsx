import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { MarketStateHost } from '#web/features/health/MarketStateHost.tsx'
import { LanguageLink } from '#web/features/shell/LanguageLink.tsx'
import { reading, supportUrl } from '#web/i18n/reading.ts'

/** Shows the page footer with the value of a PT, and links the pages that a narrow top bar omits. */
export function Footer() {
  const t = useTranslations('shell')
  const { rate } = reading()
  const support = supportUrl()
  return (
    <footer className="foot">
      <MarketStateHost />
      <span>{t('ptWorth')}</span>
      {rate !== null && (
        <span>{t('about', { rate: `${rate.perPt} ${rate.currency}`, source: rate.source, day: rate.asOf, fixed: String(rate.isFixed) })}</span>
      )}
      <span className="end row g3">
        <LanguageLink className="link" />
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
        <Link className="link innav" href="/jobs">
          {t('nav.jobs')}
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
