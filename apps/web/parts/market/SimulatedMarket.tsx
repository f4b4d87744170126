import { useTranslations } from 'next-intl'

/** Marks numbers that include simulated machines and the payments of simulated renters. */
export function SimulatedMarket() {
  const t = useTranslations('market')
  return (
    <span className="badge simulated nowrap" title={t('simulatedNote')}>
      {t('simulated')}
    </span>
  )
}
