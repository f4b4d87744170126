import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Point } from '#web/features/metrics/MetricChart.tsx'

type Sample = TelemetryWire['samples'][number]

/** Returns one value per sample, and omits samples without this value, because a missing value does not mean zero. */
export function measured(samples: readonly Sample[], pick: (sample: Sample) => number | null | undefined): Point[] {
  return samples.flatMap((sample) => {
    const value = pick(sample)
    return value == null ? [] : [{ at: sample.at, value }]
  })
}

/** Seconds between two readings of an agent. */
export const readingSeconds = 5

/**
 * Returns the network traffic in MiB per second. A measured sample counts the bytes since the previous sample. A sample for a minute or an hour
 * (`resolutionSeconds`) is the mean of several measured ones.
 */
export function networkRates(samples: readonly Sample[], resolutionSeconds: number = readingSeconds): Point[] {
  return samples.slice(1).flatMap((sample, index) => {
    if (sample.netRxKib === null || sample.netTxKib === null) return []
    const since = resolutionSeconds === readingSeconds ? sample.at - (samples[index]?.at ?? sample.at) : readingSeconds
    return [{ at: sample.at, value: (sample.netRxKib + sample.netTxKib) / 1_024 / Math.max(1, since) }]
  })
}
