'use client'
import { Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { dayMinuteText, momentText } from '#web/parts/format/clockText.ts'
import type { Emission } from '#web/parts/govern/emissionQueries.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { wadText } from '#web/parts/govern/tokenText.ts'

const tones = { open: 'pending', waiting: 'pending', final: 'final' } as const
const firstShown = 8
const hourSeconds = 3_600

/** Shows the last valid epochs (hours for which machines are paid): how much each pays to how many machines, and whether it is final. */
export function EpochsPanel({ epochs, now }: { readonly epochs: Emission['epochs']; readonly now: number }) {
  const t = useTranslations('govern.emission')
  const [isAll, setAll] = useState(false)
  const shown = isAll ? epochs : epochs.slice(0, firstShown)
  return (
    <ListPanel
      title={t('epochs')}
      note={t('asOf', { moment: momentText(now) })}
      empty={{ icon: Clock, title: t('noEpochs'), text: t('noEpochsText') }}
      more={shown.length < epochs.length ? { label: t('olderEpochs'), isBusy: false, onMore: () => setAll(true) } : null}
      columns={[
        { name: t('hour') },
        { name: t('total'), className: 'n' },
        { name: t('burned'), className: 'n hide-s hide-m' },
        { name: t('nodes'), className: 'n hide-s' },
        { name: t('state') },
      ]}
      rows={shown.map(({ epoch, total, burned, activeNodes, state, finalAt, openDemands }) => (
        <tr key={epoch}>
          <td>
            <span className="mono">{epoch}</span>
            <div className="t12 dim">{dayMinuteText(epoch * hourSeconds)}</div>
          </td>
          <td className="n">{wadText(total)} PT</td>
          <td className="n hide-s hide-m">{wadText(burned)} PT</td>
          <td className="n hide-s">{activeNodes}</td>
          <td>
            <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
            {state !== 'final' && (
              <div className="t12 dim">{openDemands > 0 ? t('demanded', { count: openDemands }) : t('finalAt', { moment: momentText(finalAt) })}</div>
            )}
          </td>
        </tr>
      ))}
    />
  )
}
