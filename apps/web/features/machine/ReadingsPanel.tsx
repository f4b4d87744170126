'use client'
import type { GpuReadingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { machineTelemetryQuery } from '#web/features/machine/machineQueries.ts'
import { GpuCards, MetricCharts } from '#web/features/metrics/MetricPanels.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

const spans = ['1', '24', '720'] as const

type ReadingsPanelProps = { readonly node: string; readonly isSimulated: boolean; readonly gpus: readonly GpuReadingWire[] }

/** Shows the latest measurements of a machine's GPUs, and charts of the last hour, day or 30 days. */
export function ReadingsPanel({ node, isSimulated, gpus }: ReadingsPanelProps) {
  const t = useTranslations('machine.readings')
  const [hours, setHours] = useState<(typeof spans)[number]>('1')
  const query = useQuery({ ...machineTelemetryQuery(browserApi, node, Number(hours)), enabled: !isSimulated })
  const choice = (
    <Segmented label={t('span')} value={hours} options={spans.map((value) => ({ value, label: t(`hours.${value}`) }))} onChange={setHours} />
  )
  const none = (text: 'noneSimulated' | 'none') => (
    <Panel title={t('title')} {...(isSimulated ? {} : { end: choice })}>
      <StateBox kind="empty" icon={Activity} title={t('noneTitle')}>
        {t(text)}
      </StateBox>
    </Panel>
  )
  return (
    <div className="stack g4 mt-5">
      {isSimulated ? (
        none('noneSimulated')
      ) : (
        <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={420} />}>
          {({ samples, resolutionSeconds }) =>
            samples.length < 2 ? (
              none('none')
            ) : (
              <MetricCharts samples={samples} title={t('title')} end={choice} resolutionSeconds={resolutionSeconds} />
            )
          }
        </QueryView>
      )}
      <GpuCards gpus={gpus} />
    </div>
  )
}
