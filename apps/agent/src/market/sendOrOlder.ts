import { InfinitioError } from '@infinitio/sdk'

/** Codes with which a market refuses a request because of a field. */
const fieldCodes: ReadonlySet<string> = new Set(['api.unknown_field', 'api.invalid_field'])

/**
 * Sends a request to a market that may be older than this agent. If the market refuses a field, sends `older`, which has only fields that older markets know.
 * `older` is null if the request has no newer field. Throws the errors of `send`.
 */
export async function sendOrOlder<Request, Answer>(
  { request, older }: { readonly request: Request; readonly older: Request | null },
  send: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(request)
  } catch (error) {
    if (older === null || !(error instanceof InfinitioError) || !fieldCodes.has(error.code)) throw error
    return await send(older)
  }
}
