import { readShortText } from '@infinitio/sdk/services'

type ServiceCall = {
  readonly method: 'GET' | 'POST'
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly chainId: number
}

/**
 * Calls a URL of an AI service. On a development chain, it also reaches services on this computer, which have names below `localhost`. Throws
 * `serving.upstream_failed` for an answer of more than 64 KiB.
 */
export async function callService(
  url: string,
  { method, body, headers = {}, signal, chainId }: ServiceCall,
): Promise<{ readonly status: number; readonly text: string }> {
  const { openUpstream, serviceReach } = await import('@infinitio/relay')
  const upstream = openUpstream(url, { reach: serviceReach(chainId) })
  try {
    const answer = await upstream.ask({ method, path: '', headers, signal, ...(body === undefined ? {} : { body: Buffer.from(body) }) })
    return { status: answer.statusCode ?? 0, text: await readShortText(answer) }
  } finally {
    upstream.close()
  }
}
