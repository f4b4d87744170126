import type { GpuReadingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'

/** The GPUs of a lease as they were at the last reading, one card each; nothing without GPUs. */
export function GpuCards({ gpus }: { readonly gpus: readonly GpuReadingWire[] }) {
  const t = useTranslations('metrics')
  if (gpus.length === 0) return null
  return (
    <Panel title={t('gpus')} note={t('now')}>
      <div className="mcs two">
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
