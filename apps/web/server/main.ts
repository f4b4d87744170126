import { createServer, type ServerResponse } from 'node:http'
import { limitRequests, startApi } from '@infinitio/api'
import { readEnv, runProcess } from '@infinitio/process'
import { environment } from './environment.ts'
import { startDisplayRates } from './reading/startDisplayRates.ts'
import { type PageServer, servePages } from './servePages.ts'

const webFolder = new URL('..', import.meta.url).pathname

// Defined before the awaited start, because a request for a page may arrive during the start.
const noPages = { status: 404, text: 'There is no page here: this server answers /api alone.' }
const starting = { status: 503, text: 'The pages are still starting. Try again in a few seconds.' }

await runProcess({
  room: 'web',
  async start(context) {
    const { logger, onStop } = context
    const env = readEnv(environment)
    const rates = await startDisplayRates(env.DISPLAY_RATES_FILE)
    onStop(rates.stop)
    const api = await startApi(env, { ...context, runsJobs: env.SERVE !== 'pages', rates: rates.current })
    let pages: PageServer | null = null

    const server = createServer((request, response) => {
      if (env.SERVE !== 'pages' && (request.url ?? '/').startsWith('/api/')) return api.answer(request, response)
      const refusal = api.refusalOfPage(request)
      if (refusal !== null) return refusePage(response, { status: 421, text: refusal })
      if (pages === null) return refusePage(response, env.SERVE === 'api' ? noPages : starting)
      api.timePage(request, response)
      pages.handle(request, response).catch((error: unknown) => {
        logger.error({ err: error }, 'a page failed')
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    })
    limitRequests(server)
    onStop(async () => {
      server.close()
      server.closeAllConnections()
      await pages?.close()
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(env.PORT, env.HOST, resolve)
    })
    if (env.SERVE !== 'api') {
      const served = await servePages(env, { webFolder, port: env.PORT, server, rates: rates.current, takeDownload: api.takeDownload })
      server.on('upgrade', (request, socket, head) => void served.upgrade(request, socket, head))
      pages = served
    }
    return { port: env.PORT, serve: env.SERVE }
  },
})

function refusePage(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...(status === 503 ? { 'retry-after': '2' } : {}) })
  response.end(text)
}
