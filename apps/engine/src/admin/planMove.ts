import { createChainClient } from '@infinitio/chain/node'
import { directoryAbi, nameKey } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/** A new contract, and the name of the Directory entry that will contain its address. */
export type Successor = { readonly entry: string; readonly address: Address }

/** Seconds from the announcement of a new address for a Directory entry until the entry is trusted. Equals `Directory.TRUST_SECONDS`. */
const trustSeconds = 36 * 86_400

/**
 * Lists the calls that move a running deployment to new contracts: announce each new entry of the Directory now, and set the entry after its waiting time.
 * Reads from the chain which account must send the calls and which entries are already announced. Changes nothing.
 */
export async function planMove({ env }: Pick<AdminContext, 'env'>, successors: readonly Successor[]): Promise<AdminAnswer> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: 10_000 })
  const directory = { address: env.DIRECTORY_ADDRESS, abi: directoryAbi } as const
  const [owner, { timestamp }] = await Promise.all([
    client.readContract({ ...directory, functionName: 'owner' }),
    client.getBlock({ blockTag: 'latest' }),
  ])
  const calls = await Promise.all(
    successors.map(async ({ entry, address }) => {
      const args = [nameKey(entry), address] as const
      const announced = await client.readContract({ ...directory, functionName: 'trustedFrom', args })
      return {
        entry,
        address,
        announced: announced === 0 ? null : announced,
        from: announced === 0 ? Number(timestamp) + trustSeconds : announced,
        announce: encodeFunctionData({ abi: directoryAbi, functionName: 'announce', args }),
        set: encodeFunctionData({ abi: directoryAbi, functionName: 'set', args }),
      }
    }),
  )
  const from = Math.max(...calls.map((call) => call.from))
  const lines = [
    `The owner of the Directory sends these calls to ${env.DIRECTORY_ADDRESS}: ${owner}. After the hand-over that is the timelock, so each step is a vote.`,
    '',
    '1. Announce now:',
    ...calls.map(({ entry, address, announced, announce }) =>
      announced === null ? `   ${entry} ${address}  ${announce}` : `   ${entry} ${address}  was announced, and is trusted from ${dateOf(announced)}`,
    ),
    '',
    `2. Set them together, not before ${dateOf(from)}:`,
    ...calls.map(({ entry, address, set }) => `   ${entry} ${address}  ${set}`),
    '',
    '3. Leave the old contracts alone. Their leases end by themselves, their balances and claims stay open to everybody, and providers sign new asks and mandates.',
  ]
  return { lines, fields: { directory: env.DIRECTORY_ADDRESS, owner, from, calls }, ok: true }
}

function dateOf(unixSeconds: number): string {
  return `${new Date(unixSeconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
