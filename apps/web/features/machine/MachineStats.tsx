import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Stat } from '#web/components/ui/Stat.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'

/** Shows the latest measurements of a machine as six numbers. A dash replaces a value that is not measured. */
export function MachineStats({ machine: { node, reading, agent } }: { readonly machine: Machine }) {
  const t = useTranslations('machine.stats')
  const disk = reading === null || reading.diskUsedGib === null || reading.diskTotalGib === null ? null : reading
  const gpuPercent = reading?.gpuPercent ?? null
  const hasNoGpu = reading?.gpus?.length === 0
  return (
    <div className="stats">
      <Stat
        name={t('hottest')}
        value={node.hottestCelsius === null ? '–' : t('celsius', { celsius: Math.round(node.hottestCelsius) })}
        below={t('hottestText')}
      />
      <Stat
        name={t('power')}
        value={node.watts === null ? '–' : Math.round(node.watts)}
        {...(node.watts === null ? {} : { unit: 'W' })}
        below={t('powerText')}
      />
      <Stat
        name={t('use')}
        value={hasNoGpu ? t('noGpu') : gpuPercent === null ? '–' : Math.round(gpuPercent)}
        {...(hasNoGpu || gpuPercent === null ? {} : { unit: '%' })}
        below={reading === null ? t('useNone') : t('useText', { cpu: Math.round(reading.cpuPercent) })}
      />
      <Stat
        name={t('disk')}
        value={disk === null ? '–' : Math.round(disk.diskUsedGib ?? 0)}
        {...(disk === null ? {} : { unit: 'GB' })}
        below={disk === null ? t('diskNone') : t('diskText', { total: Math.round(disk.diskTotalGib ?? 0) })}
      />
      <Stat
        name={t('heartbeat')}
        value={node.lastSeenAt === null ? '–' : clockText(node.lastSeenAt)}
        below={agent === null || node.lastSeenAt === null ? t('heartbeatText') : t('seen', { day: dayText(node.lastSeenAt), version: agent.version })}
      />
      <Stat
        name={t('reliability')}
        value={node.reliabilityBps === null ? '–' : t('percent', { percent: node.reliabilityBps / 100 })}
        below={
          <Link className="link" href="/docs/guides/reliability">
            {t('reliabilityText')}
          </Link>
        }
      />
    </div>
  )
}
