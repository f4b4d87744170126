'use client'
import type { TelemetryWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { telemetryQuery } from '#web/features/lease/leaseQuery.ts'
import { chartTop } from '#web/features/metrics/chartTop.ts'
import { MetricChart, type Point } from '#web/features/metrics/MetricChart.tsx'

type Sample = TelemetryWire['samples'][number]

/** What the node's agent measured in the last hour: CPU, memory, disk, network. */
export function MetricsTab({ leaseId, isLive }: { readonly leaseId: string; readonly isLive: boolean }) {
  const t = useTranslations('metrics')
  const query = useQuery(telemetryQuery(browserApi, leaseId, isLive))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={260} />}>
      {({ samples }) =>
        samples.length < 2 ? (
          <div className="panel">
            <StateBox kind="empty" icon={Activity} title={t('none')}>
              {t(isLive ? 'noneYet' : 'noneEver')}
            </StateBox>
          </div>
        ) : (
          <Charts samples={samples} />
        )
      }
    </QueryView>
  )
}

function Charts({ samples }: { readonly samples: readonly Sample[] }) {
  const t = useTranslations('metrics')
  const last = samples.at(-1)
  const gib = (mib: number): string => (mib / 1_024).toFixed(1)
  const series = (pick: (sample: Sample) => number) => samples.map((sample) => ({ at: sample.at, value: pick(sample) }))
  const network = networkRates(samples)
  if (last === undefined) return null
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="mcs two">
        <MetricChart
          name={t('cpu')}
          points={series(({ cpuPercent }) => cpuPercent)}
          top={chartTop(
            samples.map(({ cpuPercent }) => cpuPercent),
            100,
          )}
          now={`${Math.round(last.cpuPercent)}\u00a0%`}
        />
        <MetricChart
          name={t('ram')}
          points={series(({ ramUsedMib }) => ramUsedMib / 1_024)}
          top={Math.max(1, last.ramTotalMib / 1_024)}
          now={t('ofGb', { used: gib(last.ramUsedMib), total: gib(last.ramTotalMib) })}
        />
        <MetricChart
          name={t('disk')}
          points={series(({ diskUsedGib }) => diskUsedGib)}
          top={Math.max(1, last.diskTotalGib)}
          now={t('ofGb', { used: last.diskUsedGib.toFixed(1), total: last.diskTotalGib.toFixed(0) })}
        />
        <MetricChart
          name={t('network')}
          points={network}
          top={chartTop(
            network.map(({ value }) => value),
            1,
          )}
          now={t('mibPerSecond', { rate: (network.at(-1)?.value ?? 0).toFixed(1) })}
        />
      </div>
    </Panel>
  )
}

/** MiB a second between each reading and the one before it; a reading counts what passed since the last. */
function networkRates(samples: readonly Sample[]): Point[] {
  return samples.slice(1).map((sample, index) => {
    const seconds = Math.max(1, sample.at - (samples[index]?.at ?? sample.at))
    return { at: sample.at, value: (sample.netRxKib + sample.netTxKib) / 1_024 / seconds }
  })
}
