import type { openApi } from '@infinitio/api'
import { createLogger, readEnv } from '@infinitio/process'

export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

let answer: ReturnType<typeof openApi> | null = null

/** Serves the same API on hosts that run only Next. Our own server answers /api before Next gets the request. */
async function handle(request: Request): Promise<Response> {
  answer ??= open()
  return (await answer)(request)
}

/** Loads the API only for the first request. Next loads all routes at its start, and our own server has loaded the API already. */
async function open(): ReturnType<typeof openApi> {
  const api = await import('@infinitio/api')
  return await api.openApi(readEnv(api.environment), createLogger({ room: 'web' }))
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST, handle as PUT }
