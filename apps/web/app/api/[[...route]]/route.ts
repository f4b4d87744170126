import { createLogger, readEnv } from '@infinitio/process'
import { createApp, createServices, environment } from '@infinitio/api'

export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

type Answer = (request: Request) => Response | Promise<Response>
let answer: Promise<Answer> | null = null

/** The same API for hosts that run Next alone; our own server answers /api before Next sees it. */
async function open(): Promise<Answer> {
  const env = readEnv(environment)
  const { services } = createServices(env, { logger: createLogger({ room: 'web' }), port: env.PORT })
  await services.hub.start()
  const app = createApp(services)
  return (request) => app.fetch(request)
}

async function handle(request: Request): Promise<Response> {
  answer ??= open()
  return (await answer)(request)
}

export { handle as DELETE, handle as GET, handle as POST, handle as PUT }
