import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Stands wherever a simulated node appears: it is no real GPU. */
export function SimulatedBadge() {
  const t = useTranslations('search')
  return <Badge tone="simulated">{t('simulated')}</Badge>
}
