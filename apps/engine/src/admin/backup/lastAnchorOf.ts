import { readAddresses } from '@infinitio/chain'
import { createChainClient, type LastAnchor, readLastAnchor } from '@infinitio/chain/node'
import type { AdminEnv } from '../adminContext.ts'

/**
 * Reads the last journal root (the hash of a journal row) that was anchored on the configured chain. Never throws: returns 'unreadable' if the chain does not
 * answer.
 */
export async function lastAnchorOf({ RPC_URL, DIRECTORY_ADDRESS }: Pick<AdminEnv, 'RPC_URL' | 'DIRECTORY_ADDRESS'>): Promise<LastAnchor> {
  const client = createChainClient({ rpcUrl: RPC_URL, timeoutMs: 5_000 })
  const addresses = await readAddresses(client, DIRECTORY_ADDRESS).catch(() => null)
  return addresses === null ? 'unreadable' : readLastAnchor(client, addresses)
}
