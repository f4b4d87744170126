import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** Shows the navigation path: docs, API reference, and this page unless `here` is null. */
export function ApiCrumbs({ here }: { readonly here: string | null }) {
  const t = useTranslations('docs')
  return (
    <nav className="t13 dim mb-4" aria-label={t('breadcrumb')}>
      <Link className="link" href="/docs">
        {t('title')}
      </Link>{' '}
      /{' '}
      {here === null ? (
        t('api')
      ) : (
        <>
          <Link className="link" href="/docs/api">
            {t('api')}
          </Link>{' '}
          / {here}
        </>
      )}
    </nav>
  )
}
