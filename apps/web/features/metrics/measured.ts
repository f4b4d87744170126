import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Point } from '#web/features/metrics/MetricChart.tsx'

type Sample = TelemetryWire['samples'][number]

/** Returns one value per reading, and omits readings without it. A missing value is never zero. */
export function measured(samples: readonly Sample[], pick: (sample: Sample) => number | null | undefined): Point[] {
  return samples.flatMap((sample) => {
    const value = pick(sample)
    return value == null ? [] : [{ at: sample.at, value }]
  })
}

/** Returns MiB per second between consecutive readings. Each reading counts the bytes since the previous one. */
export function networkRates(samples: readonly Sample[]): Point[] {
  return samples.slice(1).flatMap((sample, index) => {
    if (sample.netRxKib === null || sample.netTxKib === null) return []
    const seconds = Math.max(1, sample.at - (samples[index]?.at ?? sample.at))
    return [{ at: sample.at, value: (sample.netRxKib + sample.netTxKib) / 1_024 / seconds }]
  })
}
