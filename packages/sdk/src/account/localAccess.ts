import { localTokenHeader } from '@infinitio/domain'

/** The token of a market that `npm start` started, from `local.token` in its data folder, or null if there is none. Send it only to that market. */
export type LocalAccess = { readonly localToken: string | null }

/** Returns the request header with the token of a local market, or no header without a token. */
export function localTokenHeaders({ localToken }: LocalAccess): Record<string, string> {
  return localToken === null ? {} : { [localTokenHeader]: localToken }
}
