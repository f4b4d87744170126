import { environment, openApi } from '@infinitio/api'
import { createLogger, readEnv } from '@infinitio/process'

export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

let answer: ReturnType<typeof openApi> | null = null

/** Serves the same API on hosts that run only Next. Our own server answers /api before Next gets the request. */
async function handle(request: Request): Promise<Response> {
  answer ??= openApi(readEnv(environment), createLogger({ room: 'web' }))
  return (await answer)(request)
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST, handle as PUT }
