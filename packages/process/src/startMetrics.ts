import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Logger } from './createLogger.ts'
import type { onStop } from './onStop.ts'
import { readEnv } from './readEnv.ts'
import { metrics } from './metrics/metrics.ts'

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

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Serves `/metrics` and `/ready` (200 once `isReady` returns true, else 503) on a separate port, which must never be public. On loopback, it answers
 * only loopback host names and no browser page. Port 0 uses any free port. Rejects if the port is taken.
 */
export async function serveMetrics({
  host,
  port,
  isReady,
}: {
  host: string
  port: number
  isReady: () => boolean
}): Promise<{ port: number; close: () => void }> {
  const isLocal = loopback.has(host)
  const server = createServer((request, response) => {
    if (isFromElsewhere(request, isLocal)) return answer(response, 421, 'This address is for the operator of this machine.\n')
    if (request.method !== 'GET') return answer(response, 405, 'GET alone is answered here.\n')
    if (request.url === '/ready') return answer(response, isReady() ? 200 : 503, isReady() ? 'ready\n' : 'starting\n')
    if (request.url !== '/metrics') return answer(response, 404, 'There is /metrics and /ready.\n')
    metrics.text().then(
      (text) => answer(response, 200, text, metrics.contentType),
      (error: unknown) => answer(response, 500, `${String(error)}\n`),
    )
  })
  server.requestTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // Do not let the metrics server keep the process running.
  server.unref()
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function isFromElsewhere({ headers }: IncomingMessage, isLocal: boolean): boolean {
  if (headers.origin !== undefined) return true
  return isLocal && !loopback.has((headers.host ?? '').replace(/:\d+$/, ''))
}

function answer(response: ServerResponse, status: number, text: string, contentType = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' })
  response.end(text)
}
