import { z } from 'zod'
import type { Logger } from '../createLogger.ts'
import type { onStop } from '../onStop.ts'
import { readEnv } from '../readEnv.ts'
import { serveMetrics } from './serveMetrics.ts'

/** Set METRICS_HOST to another address than loopback only inside a private network of containers. */
const settings = z.object({
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
})

/**
 * Serves the metrics of this process if METRICS_PORT is set. If the port is taken, the process logs it and works without metrics; the scraper gets no
 * answer. Throws EnvironmentError for malformed settings.
 */
export async function startMetrics(process: { logger: Logger; onStop: typeof onStop }): Promise<{ becomeReady: () => void }> {
  const { METRICS_PORT: port, METRICS_HOST: host } = readEnv(settings)
  let isReady = false
  const becomeReady = () => {
    isReady = true
  }
  if (port === undefined) return { becomeReady }
  try {
    const served = await serveMetrics({ host, port, isReady: () => isReady })
    process.onStop(served.close)
    process.logger.info({ metricsPort: served.port }, 'metrics are served')
  } catch (error) {
    process.logger.error({ err: error, metricsPort: port }, 'metrics cannot be served')
  }
  return { becomeReady }
}
