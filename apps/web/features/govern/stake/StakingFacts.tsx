'use client'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { bpsText, gText } from '#web/parts/govern/gText.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'

/** What staking means, in the numbers of the contracts. */
export function StakingFacts({ dao }: { readonly dao: Dao }) {
  const t = useTranslations('govern.facts')
  const { interest, rules } = dao
  const span = spanText(rules.unstakingSeconds)
  return (
    <Panel title={t('title')}>
      <ul className="panel-body gfacts">
        <li>{t('votes')}</li>
        <li>{t('leave', { span })}</li>
        <li>{t('again', { span })}</li>
        <li>{t('interest', { rate: bpsText(interest.bps), most: gText(interest.mostThisYear), minted: gText(interest.mintedThisYear) })}</li>
        <li>{t('slash')}</li>
      </ul>
    </Panel>
  )
}
