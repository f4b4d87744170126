import { attestationsAbi, readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import type { AdminEnv } from '../adminEnv.ts'

/** The journal's root of the last anchored hour, as 64 digits; null when none was ever anchored; `unreadable` when the chain does not say. */
export type LastAnchor = { readonly epoch: bigint; readonly hash: string } | null | 'unreadable'

/** Asks the chain for the last anchored root. Never throws: a restore goes on without, and then takes it that rows were published. */
export async function readLastAnchor(env: Pick<AdminEnv, 'RPC_URL' | 'DIRECTORY_ADDRESS'>): Promise<LastAnchor> {
  try {
    const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: 5_000 })
    const { attestations } = await readAddresses(client, env.DIRECTORY_ADDRESS)
    const call = { address: attestations, abi: attestationsAbi } as const
    const epoch = await client.readContract({ ...call, functionName: 'lastAnchoredEpoch' })
    if (epoch === 0n) return null
    return { epoch, hash: (await client.readContract({ ...call, functionName: 'anchorOf', args: [epoch] })).slice(2) }
  } catch {
    return 'unreadable'
  }
}
