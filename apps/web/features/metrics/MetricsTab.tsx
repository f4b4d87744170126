'use client'
import { useQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { EnergyPanel } from '#web/features/metrics/EnergyPanel.tsx'
import { GpuCards, MetricCharts } from '#web/features/metrics/MetricPanels.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { telemetryQuery } from '#web/parts/lease/leaseQueries.ts'

/** Shows the agent's measurements of a lease: the last hour's CPU, memory, disk, network and power, current GPUs, and the energy so far. */
export function MetricsTab({ leaseId, isLive, isSimulated }: { readonly leaseId: string; readonly isLive: boolean; readonly isSimulated: boolean }) {
  const t = useTranslations('metrics')
  const query = useQuery(telemetryQuery(browserApi, leaseId, isLive))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={260} />}>
      {({ samples, energy }) =>
        samples.length < 2 ? (
          <div className="panel">
            <StateBox kind="empty" icon={Activity} title={t('none')}>
              {t(isSimulated ? 'noneSimulated' : isLive ? 'noneYet' : 'noneEver')}
            </StateBox>
          </div>
        ) : (
          <div className="stack g4">
            <MetricCharts samples={samples} title={t('title')} isShared />
            <GpuCards gpus={samples.at(-1)?.gpus ?? []} />
            {energy != null && <EnergyPanel energy={energy} />}
          </div>
        )
      }
    </QueryView>
  )
}

/**
 * Shows the charts and the GPUs of a running lease below its shell, as soon as the agent has sent two measurements. Before that it shows nothing; the tab of
 * metrics explains what is missing.
 */
export function ShellMetrics({ leaseId }: { readonly leaseId: string }) {
  const t = useTranslations('metrics')
  const { data } = useQuery(telemetryQuery(browserApi, leaseId, true))
  const samples = data?.samples ?? []
  if (samples.length < 2) return null
  return (
    <div className="stack g4 mt-4">
      <MetricCharts samples={samples} title={t('title')} isShared />
      <GpuCards gpus={samples.at(-1)?.gpus ?? []} />
    </div>
  )
}
