import { localTokenHeader } from '@infinitio/domain'

/**
 * The token of a market that `npm start` started, from `local.token` in its data folder, or null without one. Send it
 * only to that market.
 */
export type LocalAccess = { readonly localToken: string | null }

/** The header that carries it. */
export function localTokenHeaders({ localToken }: LocalAccess): Record<string, string> {
  return localToken === null ? {} : { [localTokenHeader]: localToken }
}
