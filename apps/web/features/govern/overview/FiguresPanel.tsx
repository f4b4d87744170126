'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { bpsText, gText, shareText } from '#web/parts/govern/gText.ts'

/** How much G there is, and where it stands. */
export function FiguresPanel({ dao }: { readonly dao: NonNullable<GovernWire['dao']> }) {
  const t = useTranslations('govern.figures')
  const { supply, staked, vesting, treasury, interest } = dao
  return (
    <Panel title={t('title')}>
      <div className="stats gstats">
        <Stat
          name={t('supply')}
          value={gText(supply)}
          below={t('supplyText', { minted: gText(interest.mintedThisYear), most: gText(interest.mostThisYear) })}
        />
        <Stat name={t('staked')} value={gText(staked)} below={t('stakedText', { share: shareText(staked, supply), rate: bpsText(interest.bps) })} />
        <Stat name={t('vesting')} value={gText(vesting)} below={t('vestingText', { share: shareText(vesting, supply) })} />
        <Stat name={t('treasury')} value={gText(treasury.g)} below={t('treasuryText', { share: shareText(treasury.g, supply) })} />
      </div>
    </Panel>
  )
}
