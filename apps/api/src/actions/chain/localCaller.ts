import { createHash, timingSafeEqual } from 'node:crypto'
import { type ErrorCode, localTokenHeader, type Refusal } from '@infinitio/domain'
import { developmentChainId } from '../../chain/createMarketFacts.ts'
import type { Services } from '../../services/services.ts'

/** Who asks an endpoint that hands out a key or moves time. */
export type LocalCaller = {
  /** True for a direct connection from this machine, which no proxy forwarded. */
  readonly isThisMachine: boolean
  /** The token that the request carries; null for none. */
  readonly token: string | null
}

/** Who asks, by a call of the endpoint. */
export function localCallerOf({ isThisMachine, request }: { readonly isThisMachine: boolean; readonly request: Request }): LocalCaller {
  return { isThisMachine, token: request.headers.get(localTokenHeader) }
}

/**
 * Refuses everybody but a caller on this machine, on the development chain, who has the token of `npm start`: with `otherwise` where this is no such chain, machine
 * or server, and with `auth.local_token_needed` where the token is missing or wrong.
 */
export async function refuseOthers(
  { facts, localToken }: Pick<Services, 'facts' | 'localToken'>,
  { isThisMachine, token }: LocalCaller,
  otherwise: ErrorCode,
): Promise<Refusal | null> {
  const { chainId } = await facts.read()
  if (chainId !== developmentChainId || !isThisMachine || localToken === null) return { rejected: otherwise }
  return token !== null && areEqual(token, localToken) ? null : { rejected: 'auth.local_token_needed' }
}

/** Compares hashes, in a time that depends on neither text. */
function areEqual(one: string, other: string): boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hashOf(one), hashOf(other))
}
