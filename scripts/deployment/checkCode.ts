import { type DeploymentPlan, matchesCode } from '@infinitio/chain/node'
import { keccak256, type PublicClient } from 'viem'
import { codeAt, contractsOf } from './contractsOf.ts'
import type { Manifest } from './manifest.ts'

/** The result of checking the code of one contract. `fault` is null if the chain has the compiled code; otherwise it describes the difference. */
export type CodeCheck = { readonly name: string; readonly address: string; readonly fault: string | null }

/**
 * Compares the code of each contract on the chain with two things: the compiled code of this checkout, and the hash in the manifest. (`checkSteps` compares the
 * transactions that created the contracts, including the constructor arguments.) Throws if the chain does not answer.
 */
export async function checkCode(client: PublicClient, plan: DeploymentPlan, manifest: Manifest): Promise<CodeCheck[]> {
  return await Promise.all(
    contractsOf(plan).map(async ({ name, address, creationCode }) => {
      const listed = manifest.contracts.find((contract) => contract.address === address)
      const code = await codeAt(client, address)
      const check = (fault: string | null) => ({ name, address, fault })
      if (listed === undefined) return check('the manifest does not list it: run the deployment to its end')
      if (code === '0x') return check('the chain has no code at this address')
      if (!matchesCode(creationCode, code)) return check('the chain has other code than the compiled code')
      if (keccak256(code) !== listed.codeHash) return check('the chain has other code than the manifest')
      return check(null)
    }),
  )
}
