/** Returns the URL at which this page reads the chain. */
export function pageRpcUrl(): string {
  return new URL('/api/v1/rpc', window.location.origin).href
}
