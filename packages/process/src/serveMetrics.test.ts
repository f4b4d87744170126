import { request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { metrics } from './metrics/metrics.ts'
import { serveMetrics } from './startMetrics.ts'

describe('the metrics of a process', () => {
  it('include the metrics that every process has', async () => {
    const { get } = await setup()
    const text = (await get('/metrics')).body
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  })

  it('are read at each scrape, and have no value after a failed reading', async () => {
    const { get } = await setup()
    const gauge = metrics.gauge({ name: 'infinitio_example_rows', help: 'Rows of an example', labels: [] })
    const byKind = metrics.gauge({ name: 'infinitio_example_kinds', help: 'The same by kind', labels: ['kind'] })
    let read = () => {
      gauge.set(7)
      byKind.set({ kind: 'one' }, 7)
    }
    onTestFinished(metrics.onScrape({ part: 'example', gauges: [gauge, byKind], read: () => read() }))
    expect((await get('/metrics')).body).toMatch(/^infinitio_example_rows 7$/m)
    read = () => {
      throw new Error('the database is away')
    }
    const text = (await get('/metrics')).body
    expect(text).not.toMatch(/^infinitio_example_(rows |kinds)/m)
    expect(text).toMatch(/^infinitio_scrape_failures_total\{part="example"\} 1$/m)
  })

  it('report whether the process is ready', async () => {
    const { get, becomeReady } = await setup()
    expect((await get('/ready')).status).toBe(503)
    becomeReady()
    expect((await get('/ready')).status).toBe(200)
  })

  it('are not served for a foreign host name, for a web page, or on another path', async () => {
    const { get } = await setup()
    expect((await get('/metrics', { host: 'rebound.example' })).status).toBe(421)
    expect((await get('/metrics', { origin: 'http://127.0.0.1:1' })).status).toBe(421)
    expect((await get('/')).status).toBe(404)
    expect((await get('/metrics', {}, 'POST')).status).toBe(405)
  })
})

async function setup() {
  let ready = false
  const { port, close } = await serveMetrics({ host: '127.0.0.1', port: 0, isReady: () => ready })
  onTestFinished(close)
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          body += part
        })
        response.once('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
      sent.once('error', reject).end()
    })
  const becomeReady = () => {
    ready = true
  }
  return { get, becomeReady }
}
