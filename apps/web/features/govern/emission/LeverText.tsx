'use client'
import type { EmissionAccountWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { exactPtText } from '#web/parts/govern/ptText.ts'
import { shareText } from '#web/parts/govern/gText.ts'
import { wadText } from '#web/parts/govern/wadText.ts'

type Lever = EmissionAccountWire['nodes'][number]['lever']

/** What its provider could have done that would have paid a node most more. */
export function LeverText({ lever }: { readonly lever: Lever }) {
  const t = useTranslations('govern.emission.lever')
  if (lever === null) return <p className="panel-foot">{t('none')}</p>
  const { name, from, to } = lever
  const [earned, could] = [BigInt(lever.earned), BigInt(lever.couldEarn)]
  const values = { from: wadText(from), to: wadText(to), earned: exactPtText(earned), could: exactPtText(could) }
  return (
    <p className="panel-foot">
      <b>{t('title')}</b> {t(name, values)} {name !== 'leases' && earned > 0n && t('more', { share: shareText(could - earned, earned) })}
    </p>
  )
}
