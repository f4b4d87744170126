'use client'
import { CalendarDays, Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import type { Usage } from '#web/features/usage/readUsage.ts'
import { usageCsv } from '#web/features/usage/usageCsv.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { utcDayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { exactAssetText } from '#web/parts/govern/tokenText.ts'

const secondsPerDay = 86_400

/** Shows what services charged on each of the last 30 days, by payment channel, and saves it as a CSV file. */
export function DaysPanel({ usage: { payer } }: { readonly usage: Usage }) {
  const t = useTranslations('usage.days')
  const models = new Map(payer.channels.map(({ channel, offeredModel }) => [channel, offeredModel]))
  return (
    <ListPanel
      title={t('title')}
      empty={{ icon: CalendarDays, title: t('empty'), text: t('emptyText') }}
      end={
        payer.days.length === 0 ? null : (
          <Button tone="ghost" size="sm" onClick={() => saveFile({ name: 'infinitio-ai-usage.csv', text: usageCsv(payer) })}>
            <Download className="i s" aria-hidden />
            {t('csv')}
          </Button>
        )
      }
      more={null}
      columns={[{ name: t('day') }, { name: t('model') }, { name: t('key'), className: 'hide-s' }, { name: t('settled'), className: 'n' }]}
      rows={payer.days.map(({ day, channel, service, key, asset, settled }) => (
        <tr key={`${day}/${channel}`}>
          <td>{utcDayText(day * secondsPerDay)}</td>
          <td>{models.get(channel) ?? <span className="mono">{shortHex(service)}</span>}</td>
          <td className="mono hide-s">{shortHex(key)}</td>
          <td className="n">{exactAssetText({ asset }, settled)}</td>
        </tr>
      ))}
    />
  )
}
