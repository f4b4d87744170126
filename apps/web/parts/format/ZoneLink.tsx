import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { reading } from '#web/i18n/reading.ts'

/**
 * Shows, beside the first time on a page, that times are in UTC, with a link to the zone setting. `isNamed` is true if the text before already names the zone.
 * Shows nothing if the reader chose another zone.
 */
export function ZoneLink({ isNamed = false }: { readonly isNamed?: boolean }) {
  const t = useTranslations('zone')
  const { zone } = reading()
  if (zone !== 'UTC') return null
  return (
    <span className="t12 dim nowrap">
      {!isNamed && zone} ·{' '}
      <Link className="link" href="/settings">
        {t('change')}
      </Link>
    </span>
  )
}
