import { useTranslations } from 'next-intl'

/** Marks a simulated machine, which has no real GPU. Looks like `Badge`, but does not load the icons of `Badge`, because the search page needs none of them. */
export function SimulatedBadge() {
  const t = useTranslations('search')
  return <span className="badge simulated">{t('simulated')}</span>
}
