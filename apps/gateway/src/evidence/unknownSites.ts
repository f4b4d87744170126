import { type Logger, readChainId } from '@infinitio/process'

const developmentChainId = 31_337

/** The chain of the gateway, as in `RPC_URL`. Undefined counts as a real chain, because a development gateway names its chain. */
type Unknown = { readonly rpcUrl: string | undefined; readonly logger: Pick<Logger, 'warn'> }

/**
 * Returns a function to call for each tunnel whose machine has no known site. It logs one warning, because a gateway behind a proxy sees only the proxy's
 * address: then two providers are enough to blame the gateway for lost tunnels. It logs nothing on the development chain, where all machines may be in one
 * private network. If the chain does not answer, the next call asks again.
 */
export function unknownSites({ rpcUrl, logger }: Unknown): () => Promise<void> {
  let isDone = false
  return async () => {
    if (isDone) return
    isDone = true
    const chainId = rpcUrl === undefined ? null : await readChainId(rpcUrl)
    if (chainId === developmentChainId) return
    if (rpcUrl !== undefined && chainId === null) {
      isDone = false
      return
    }
    logger.warn(
      'a machine connected from a private address: behind a proxy the gateway sees no networks, and then two providers are enough to blame it',
    )
  }
}
