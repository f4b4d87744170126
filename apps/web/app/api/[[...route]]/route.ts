import { environment, openApi } from '@infinitio/api'
import { createLogger, readEnv } from '@infinitio/process'

export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

let answer: ReturnType<typeof openApi> | null = null

/** The same API for hosts that run Next alone; our own server answers /api before Next sees it. */
async function handle(request: Request): Promise<Response> {
  answer ??= openApi(readEnv(environment), createLogger({ room: 'web' }))
  return (await answer)(request)
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST, handle as PUT }
