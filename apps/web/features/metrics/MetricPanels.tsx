import type { GpuReadingWire, TelemetryWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { chartTop } from '#web/features/metrics/chartTop.ts'
import { measured, networkRates, readingSeconds } from '#web/features/metrics/measured.ts'
import { MetricChart, type Point } from '#web/features/metrics/MetricChart.tsx'

type Sample = TelemetryWire['samples'][number]

type MetricChartsProps = {
  readonly samples: readonly Sample[]
  readonly title: ReactNode
  readonly end?: ReactNode
  /** Each sample is the mean over this many seconds; 5 if a sample is a single reading. */
  readonly resolutionSeconds?: number
  /** True if all leases of the machine share its network. The traffic of one lease is then not measured. */
  readonly isShared?: boolean
}

/** Shows charts of CPU, memory, disk, network, GPUs and power. */
export function MetricCharts({ samples, title, end, resolutionSeconds = readingSeconds, isShared = false }: MetricChartsProps) {
  const t = useTranslations('metrics')
  const last = samples.at(-1)
  const gib = (mib: number): string => (mib / 1_024).toFixed(1)
  const network = networkRates(samples, resolutionSeconds)
  const disk = measured(samples, ({ diskUsedGib }) => diskUsedGib)
  const power = measured(samples, ({ gpuWatts, cpuWatts }) => (gpuWatts == null && cpuWatts == null ? null : (gpuWatts ?? 0) + (cpuWatts ?? 0)))
  if (last === undefined) return null
  return (
    <Panel title={title} note={t('note')} end={end}>
      <div className="mcs">
        <Chart
          name={t('cpu')}
          points={measured(samples, ({ cpuPercent }) => cpuPercent)}
          least={100}
          text={(value) => `${Math.round(value)}\u00a0%`}
        />
        <MetricChart
          name={t('ram')}
          points={measured(samples, ({ ramUsedMib }) => ramUsedMib / 1_024)}
          top={Math.max(1, last.ramTotalMib / 1_024)}
          now={t('ofGb', { used: gib(last.ramUsedMib), total: gib(last.ramTotalMib) })}
        />
        {last.diskUsedGib !== null && last.diskTotalGib !== null && (
          <MetricChart
            name={t('disk')}
            points={disk}
            top={Math.max(1, last.diskTotalGib)}
            now={t('ofGb', { used: last.diskUsedGib.toFixed(1), total: last.diskTotalGib.toFixed(0) })}
          />
        )}
        <Chart name={t('network')} points={network} least={1} text={(value) => t('mibPerSecond', { rate: value.toFixed(1) })} />
        <Chart
          name={t('gpu')}
          points={measured(samples, ({ gpuPercent }) => gpuPercent)}
          least={100}
          text={(value) => `${Math.round(value)}\u00a0%`}
        />
        <Chart name={t('power')} points={power} least={1} text={(value) => t('watts', { watts: value.toFixed(value < 10 ? 1 : 0) })} />
      </div>
      {isShared && network.length === 0 && <p className="panel-foot">{t('networkNotOwn')}</p>}
    </Panel>
  )
}

/** Draws a chart of the readings; renders nothing without readings. */
function Chart({
  name,
  points,
  least,
  text,
}: {
  readonly name: string
  readonly points: readonly Point[]
  readonly least: number
  readonly text: (value: number) => string
}) {
  const last = points.at(-1)
  if (last === undefined) return null
  const values = points.map(({ value }) => value)
  return <MetricChart name={name} points={points} top={chartTop(values, least)} now={text(last.value)} />
}

/** Shows one card per GPU with its last reading; renders nothing without GPUs. */
export function GpuCards({ gpus }: { readonly gpus: readonly GpuReadingWire[] }) {
  const t = useTranslations('metrics')
  if (gpus.length === 0) return null
  return (
    <Panel title={t('gpus')} note={t('now')}>
      <div className="mcs">
        {gpus.map((gpu) => (
          <GpuCard key={gpu.index} gpu={gpu} />
        ))}
      </div>
    </Panel>
  )
}

function GpuCard({ gpu }: { readonly gpu: GpuReadingWire }) {
  const t = useTranslations('metrics')
  const gib = (mib: number): string => (mib / 1_024).toFixed(1)
  const rows = [
    [t('use'), gpu.percent === null ? null : `${Math.round(gpu.percent)}\u00a0%`],
    [
      t('gpuMemory'),
      gpu.memoryUsedMib === null || gpu.memoryTotalMib === null ? null : t('ofGb', { used: gib(gpu.memoryUsedMib), total: gib(gpu.memoryTotalMib) }),
    ],
    [t('temperature'), gpu.celsius === null ? null : `${Math.round(gpu.celsius)}\u00a0°C`],
    [t('power'), gpu.watts === null ? null : t('watts', { watts: gpu.watts.toFixed(0) })],
    [t('clocks'), gpu.coreMhz === null || gpu.memoryMhz === null ? null : t('mhz', { core: gpu.coreMhz, memory: gpu.memoryMhz })],
    [t('eccErrors'), gpu.eccErrors === null ? null : gpu.eccErrors.toString()],
    [t('xid'), gpu.xid === null ? null : gpu.xid.toString()],
  ] as const
  return (
    <div className="mc">
      <p className="row between t13">
        <span>{t('gpuName', { index: gpu.index, name: gpu.name ?? '' })}</span>
      </p>
      <dl className="kv left mt-2">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  )
}
