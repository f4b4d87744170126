import { useTranslations } from 'next-intl'

/**
 * Marks a simulated machine, which is not a real GPU. It has the look of `Badge` but does not load the icons of other tones, because the search needs
 * none of them.
 */
export function SimulatedBadge() {
  const t = useTranslations('search')
  return <span className="badge simulated">{t('simulated')}</span>
}
