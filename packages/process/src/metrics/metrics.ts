import { setTimeout as delay } from 'node:timers/promises'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What a metric is called and says; names and units as Prometheus has them (docs/guides/observability.md lists them all). */
export type MetricSpec<Label extends string> = { name: `infinitio_${string}`; help: string; labels: readonly Label[] }

/** Gauges that are read when somebody asks. `part` names the reading in `infinitio_scrape_failures_total`. */
export type ScrapeReading = { part: string; gauges: readonly Gauge<string>[]; read: () => Promise<void> | void }

const readWithinMs = 3_000
const registry = new Registry()
const readings = new Set<ScrapeReading>()
collectDefaultMetrics({ register: registry })
const failures = new Counter({
  name: 'infinitio_scrape_failures_total',
  help: 'Readings that failed when the metrics were asked for',
  labelNames: ['part'] as const,
  registers: [registry],
})

/** The numbers of this process: each room defines its own, once, and `serveMetrics` shows them all. */
export const metrics = {
  counter: <Label extends string = never>({ name, help, labels }: MetricSpec<Label>): Counter<Label> =>
    new Counter({ name, help, labelNames: labels, registers: [registry] }),

  gauge: <Label extends string = never>({ name, help, labels }: MetricSpec<Label>): Gauge<Label> =>
    new Gauge({ name, help, labelNames: labels, registers: [registry] }),

  /** `buckets` are upper bounds in the unit of the name. */
  histogram: <Label extends string = never>({ name, help, labels, buckets }: MetricSpec<Label> & { buckets: number[] }): Histogram<Label> =>
    new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] }),

  /** Reads gauges whenever the metrics are asked for; returns what ends that. A reading that fails shows no number, never an old one. */
  onScrape(reading: ScrapeReading): () => void {
    readings.add(reading)
    return () => {
      readings.delete(reading)
      forget(reading)
    }
  },

  /** All metrics of the process in Prometheus' text format. Never rejects; a reading may take 3 s. */
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
    // A gauge without labels would say 0 after its reset.
    gauge.remove({})
  }
}
