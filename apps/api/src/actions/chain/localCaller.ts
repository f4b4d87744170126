import { createHash, timingSafeEqual } from 'node:crypto'
import { type ErrorCode, localTokenHeader, type Refusal } from '@infinitio/domain'
import { developmentChainId } from '../../chain/createMarketFacts.ts'
import type { Services } from '../../services/services.ts'

/**
 * The data by which an endpoint checks that its caller is a program on this machine: whether the request came from this machine, and the token in the request.
 * The endpoints that need this check return a development key or move the chain's time.
 */
export type LocalCaller = {
  /** True for a direct connection from this machine without a proxy. */
  readonly isThisMachine: boolean
  /** The token in the request, or null. */
  readonly token: string | null
}

/** Reads the caller from a request. */
export function localCallerOf({ isThisMachine, request }: { readonly isThisMachine: boolean; readonly request: Request }): LocalCaller {
  return { isThisMachine, token: request.headers.get(localTokenHeader) }
}

/**
 * Returns null if the caller is on this machine, the chain is the development chain, and the token is the one that `npm start` created. Otherwise returns a
 * refusal: `auth.local_token_needed` for a missing or wrong token, and in all other cases the code that the caller passed as `otherwise`.
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

/** Compares hashes in constant time, so that timing reveals nothing about the texts. */
function areEqual(one: string, other: string): boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hashOf(one), hashOf(other))
}
