/** The nodes that an `RPC_URL` names: one, or several separated by commas, the preferred first. */
export function splitRpcUrls(rpcUrl: string): string[] {
  return rpcUrl
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
}
