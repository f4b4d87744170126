const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Says whether this machine may run leases as plain shells. The `local` runtime isolates little, so it is allowed only with the development chain: chain id
 * 31337, with every URL in `rpcUrl` on loopback. If not, also returns the reason.
 */
export function localAllowed({ chainId, rpcUrl }: { chainId: number; rpcUrl: string }): { allowed: true } | { allowed: false; reason: string } {
  if (chainId !== 31337) {
    return {
      allowed: false,
      reason: `The local runtime gives a shell on this machine and serves only the development chain (31337), not chain ${chainId}.`,
    }
  }
  const hosts = rpcUrl.split(',').map((url) => (URL.canParse(url.trim()) ? new URL(url.trim()).hostname : ''))
  if (!hosts.every((host) => loopbackHosts.has(host))) {
    return {
      allowed: false,
      reason: 'The local runtime gives a shell on this machine and serves only a chain on this machine (RPC_URL on 127.0.0.1).',
    }
  }
  return { allowed: true }
}
