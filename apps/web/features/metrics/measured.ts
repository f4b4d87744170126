import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Point } from '#web/features/metrics/MetricChart.tsx'

type Sample = TelemetryWire['samples'][number]

/** One value of each reading that has it; a reading without it is left out, never taken for zero. */
export function measured(samples: readonly Sample[], pick: (sample: Sample) => number | null | undefined): Point[] {
  return samples.flatMap((sample) => {
    const value = pick(sample)
    return value == null ? [] : [{ at: sample.at, value }]
  })
}

/** MiB a second between each reading and the one before it; a reading counts what passed since the last. */
export function networkRates(samples: readonly Sample[]): Point[] {
  return samples.slice(1).flatMap((sample, index) => {
    if (sample.netRxKib === null || sample.netTxKib === null) return []
    const seconds = Math.max(1, sample.at - (samples[index]?.at ?? sample.at))
    return [{ at: sample.at, value: (sample.netRxKib + sample.netTxKib) / 1_024 / seconds }]
  })
}
