import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/**
 * Reads the gateway's host key from the Directory: the raw ed25519 public key (`0x`, 64 hex digits), all zeros when none was set. From the
 * chain itself, so that who answers for the API cannot name a gateway of its own. Throws viem's errors when the chain node is away.
 */
export async function readGatewayKey({ rpcUrl, addresses }: { rpcUrl: string; addresses: Pick<AddressesWire, 'directory'> }): Promise<`0x${string}`> {
  // Loaded when needed: a program that only talks to the API does without chain code.
  const [{ directoryAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/node')])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  return client.readContract({ address: addresses.directory as `0x${string}`, abi: directoryAbi, functionName: 'gatewayHostKey' })
}
