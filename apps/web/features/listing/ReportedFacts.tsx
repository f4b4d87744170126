import type { MachineReportWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { speedText } from '#web/parts/format/sizeText.ts'
import { FactTable } from '#web/components/ui/FactTable.tsx'

/** Lists properties that the machine reports about itself, with a note that nobody checked them. Renders nothing if the machine reported none. */
export function ReportedFacts({ report }: { readonly report: MachineReportWire }) {
  const t = useTranslations('listing.reported')
  const { driver, cuda, gpuLink, diskWriteMbPerSecond, networkDownMbps: down, networkUpMbps: up, lostGpus } = report
  const rows: [string, string | null][] = [
    [t('driver'), driver],
    [t('cuda'), cuda],
    [t('gpuLink'), gpuLink],
    [t('lostGpus'), lostGpus == null || lostGpus === 0 ? null : t('lostGpusText', { count: lostGpus })],
    [t('disk'), diskWriteMbPerSecond === null ? null : t('speed', { speed: diskWriteMbPerSecond })],
    [t('network'), down === null || up === null ? null : t('downUp', { down: speedText(down), up: speedText(up) })],
  ]
  const known = rows.filter((row): row is [string, string] => row[1] !== null)
  return known.length === 0 ? null : <FactTable title={t('title')} text={t('text')} rows={known} />
}
