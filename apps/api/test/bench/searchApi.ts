import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger, readEnv } from '@infinitio/process'
import { createServices } from '../../src/services/createServices.ts'
import { environment } from '../../src/settings/environment.ts'
import { createApiListener } from '../../src/startApi.ts'
import type { IngestDeployment } from './ingestDeployment.ts'

/** The API of a benchmark, in this process. */
export type SearchApi = { readonly port: number; stop(): Promise<void> }

/**
 * Starts the API as `main.ts` does, but without jobs, and waits until it has read the market. The machines of a benchmark have no agents that report, so the
 * job that hides silent machines would hide them all.
 */
export async function openSearchApi(deployment: IngestDeployment): Promise<SearchApi> {
  process.env.LOG_LEVEL ??= 'warn'
  for (const [name, value] of Object.entries(deployment.webSettings())) process.env[name] = value
  const env = readEnv(environment)
  const { services, close } = createServices(env, { logger: createLogger({ room: 'web' }), port: env.PORT, rates: () => [] })
  const server = createServer(createApiListener(services))
  await services.hub.start()
  services.market.start()
  await new Promise<void>((resolve) => server.listen(env.PORT, '127.0.0.1', resolve))
  while (!services.market.isReady()) await delay(100)
  return {
    port: env.PORT,
    async stop() {
      server.closeAllConnections()
      server.close()
      await close()
    },
  }
}
