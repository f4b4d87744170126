import { localTokenHeader } from '@infinitio/domain'

/** The token of a market of `npm start`, from the file `local.token` in its data folder; null where there is none. Send it to that market alone. */
export type LocalAccess = { readonly localToken: string | null }

/** The header that carries it. */
export function localTokenHeaders({ localToken }: LocalAccess): Record<string, string> {
  return localToken === null ? {} : { [localTokenHeader]: localToken }
}
