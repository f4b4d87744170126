import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/**
 * Reads the gateway's host key from the Directory: the raw ed25519 public key (`0x`, 64 hex digits), or zeros if none
 * is set. Reads the chain, so that a false API cannot substitute its own gateway. Throws viem's errors if the chain
 * node does not answer.
 */
export async function readGatewayKey({ rpcUrl, addresses }: { rpcUrl: string; addresses: Pick<AddressesWire, 'directory'> }): Promise<`0x${string}`> {
  // Loads the chain code only when it is needed, so that programs that use only the API stay small.
  const [{ directoryAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/sender')])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  return client.readContract({ address: addresses.directory as `0x${string}`, abi: directoryAbi, functionName: 'gatewayHostKey' })
}
