import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { HouseLine } from '#web/features/health/HouseLine.tsx'

/** The quiet line at the end of every page. Says once what a PT is worth. */
export function Footer() {
  const t = useTranslations('shell')
  return (
    <footer className="foot">
      <HouseLine />
      <span>{t('ptWorth')}</span>
      <span className="end row g3">
        <Link className="link" href="/status">
          {t('status')}
        </Link>
        <Link className="link" href="/explorer">
          {t('nav.explorer')}
        </Link>
        <Link className="link" href="/docs">
          {t('nav.docs')}
        </Link>
        <a className="link" href="/api/v1/openapi.json">
          {t('api')}
        </a>
      </span>
    </footer>
  )
}
