import { setTimeout as delay } from 'node:timers/promises'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Name, help text and labels of a metric, in Prometheus' conventions (docs/guides/metrics.md lists all metrics). */
export type MetricSpec<Label extends string> = { name: `infinitio_${string}`; help: string; labels: readonly Label[] }

/**
 * Gauges (values that go up and down) that are read each time the metrics are requested (a scrape). `part` is their label in `infinitio_scrape_failures_total`,
 * which counts failed readings.
 */
export type ScrapeReading = { part: string; gauges: readonly Gauge<string>[]; read: () => Promise<void> | void }

const readWithinMs = 3_000
/**
 * Milliseconds between two readings of the event loop's delay. The default of prom-client, 10 ms, would cost more processor time. The delay is measured from
 * one reading to the next, so at rest it is a little above this interval.
 */
const delayEveryMs = 100
const registry = new Registry()
const readings = new Set<ScrapeReading>()
collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: delayEveryMs })
const failures = new Counter({
  name: 'infinitio_scrape_failures_total',
  help: 'Readings that failed when the metrics were asked for',
  labelNames: ['part'] as const,
  registers: [registry],
})

/** The metrics of this process. Each app or package defines its own metrics once, and `serveMetrics` serves all of them. */
export const metrics = {
  counter: <Label extends string = never>({ name, help, labels }: MetricSpec<Label>): Counter<Label> =>
    new Counter({ name, help, labelNames: labels, registers: [registry] }),

  gauge: <Label extends string = never>({ name, help, labels }: MetricSpec<Label>): Gauge<Label> =>
    new Gauge({ name, help, labelNames: labels, registers: [registry] }),

  /** `buckets` are the upper bounds of the histogram's buckets, in the unit of the name. */
  histogram: <Label extends string = never>({ name, help, labels, buckets }: MetricSpec<Label> & { buckets: number[] }): Histogram<Label> =>
    new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] }),

  /**
   * Adds gauges that are read each time the metrics are requested. Returns a function that removes them. If a reading fails, its gauges have no value instead
   * of an old one.
   */
  onScrape(reading: ScrapeReading): () => void {
    readings.add(reading)
    return () => {
      readings.delete(reading)
      forget(reading)
    }
  },

  /**
   * Returns all metrics of the process in Prometheus' text format. Never rejects. Takes at most 3 s to read values; a value that is not read in time is left
   * out.
   */
  async text(): Promise<string> {
    await Promise.all([...readings].map(readOne))
    return await registry.metrics()
  },

  contentType: registry.contentType,
}

async function readOne(reading: ScrapeReading): Promise<void> {
  const late = new AbortController()
  try {
    const deadline = delay(readWithinMs, undefined, { signal: late.signal, ref: false }).then(() => Promise.reject(new Error('too late')))
    await Promise.race([Promise.resolve().then(reading.read), deadline])
  } catch {
    failures.inc({ part: reading.part })
    forget(reading)
  } finally {
    late.abort()
  }
}

function forget({ gauges }: ScrapeReading): void {
  for (const gauge of gauges) {
    gauge.reset()
    // Removes the value without labels too, because `reset` sets it to 0 and does not remove it.
    gauge.remove({})
  }
}
