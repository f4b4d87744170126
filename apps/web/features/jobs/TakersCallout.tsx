import type { TakersWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'

const reasons = ['rented', 'away', 'locked', 'young', 'out', 'unfit'] as const

/** Shows how many providers can take a task of the job now, and why the others cannot. */
export function TakersCallout({ takers }: { readonly takers: NonNullable<TakersWire['takers']> }) {
  const t = useTranslations('jobs.takers')
  const all = reasons.reduce((sum, reason) => sum + takers[reason], takers.able)
  const why = reasons.filter((reason) => takers[reason] > 0).map((reason) => t(reason, { count: takers[reason] }))
  return (
    <Callout tone={takers.able === 0 ? 'warn' : 'plain'}>
      {t('able', { able: takers.able, all })}
      {why.length > 0 && ` ${t('others', { why: why.join(', ') })}`} {t(takers.able === 0 ? 'waits' : 'drawn')}
    </Callout>
  )
}
