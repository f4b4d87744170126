import { useTranslations } from 'next-intl'

/** Stands wherever a simulated node appears: it is no real GPU. A `Badge` of that tone, without the icons of the others: the search loads them for nothing. */
export function SimulatedBadge() {
  const t = useTranslations('search')
  return <span className="badge simulated">{t('simulated')}</span>
}
