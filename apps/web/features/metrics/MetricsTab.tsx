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

/** Shows the agent's measurements of a lease: energy so far, current GPUs, and the last hour's CPU, memory, disk, network and power. */
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
            {energy != null && <EnergyPanel energy={energy} />}
            <GpuCards gpus={samples.at(-1)?.gpus ?? []} />
            <MetricCharts samples={samples} title={t('title')} isShared />
          </div>
        )
      }
    </QueryView>
  )
}
