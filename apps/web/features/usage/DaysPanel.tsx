'use client'
import { CalendarDays } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Usage } from '#web/features/usage/readUsage.ts'
import { utcDayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { exactGText, exactPtText } from '#web/parts/govern/tokenText.ts'

const secondsPerDay = 86_400

/** Shows what services charged on each of the last 30 days, by payment channel. */
export function DaysPanel({ usage: { payer } }: { readonly usage: Usage }) {
  const t = useTranslations('usage.days')
  const models = new Map(payer.channels.map(({ channel, offeredModel }) => [channel, offeredModel]))
  return (
    <ListPanel
      title={t('title')}
      empty={{ icon: CalendarDays, title: t('empty'), text: t('emptyText') }}
      more={null}
      columns={[{ name: t('day') }, { name: t('model') }, { name: t('key'), className: 'hide-s' }, { name: t('settled'), className: 'n' }]}
      rows={payer.days.map(({ day, channel, service, key, asset, settled }) => (
        <tr key={`${day}/${channel}`}>
          <td>{utcDayText(day * secondsPerDay)}</td>
          <td>{models.get(channel) ?? <span className="mono">{shortHex(service)}</span>}</td>
          <td className="mono hide-s">{shortHex(key)}</td>
          <td className="n">{asset === 'PToken' ? exactPtText(settled) : exactGText(settled)}</td>
        </tr>
      ))}
    />
  )
}
