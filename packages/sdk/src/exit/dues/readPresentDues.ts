import { directoryAbi, nameKey } from '@infinitio/chain'
import { type Address, address, zeroAddress } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { caseContracts, dueContracts, type FoundDues } from './exitDue.ts'
import { readDues } from './readDues.ts'

/**
 * Reads what the contracts that the Directory lists now owe to an account, and its duties in G. Reads no events, so it is quick, and knows no findings,
 * disputes, carbon proofs and projects. A contract that cannot be read hides no other. `now` is in Unix seconds. Throws `chain.rpc_silent`.
 */
export async function readPresentDues(
  access: ExitAccess,
  { account, directory, now }: { readonly account: Address; readonly directory: Address; readonly now: bigint },
): Promise<FoundDues> {
  const names = dueContracts.filter((name) => !(caseContracts as readonly string[]).includes(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const call = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] } as const
      const contract = address((await askRpc(access, () => readContract(access.client, call))).toLowerCase())
      return contract === zeroAddress ? { dues: [], unread: [] } : await readDues(access, { name, contract, account, now, cases: [] })
    }),
  )
  return { dues: found.flatMap(({ dues }) => dues), unread: found.flatMap(({ unread }) => unread) }
}
