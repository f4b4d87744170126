import type { DeploymentPlan, PlannedContract } from '@infinitio/chain/node'
import { concatHex, type Hex, keccak256, type PublicClient, TransactionReceiptNotFoundError } from 'viem'
import type { Manifest } from './manifest.ts'

/**
 * Returns every contract of a deployment plan, and also the lease token. The token is not in the plan, because the Market contract creates it; its code is a
 * part of the Market's code.
 */
export function contractsOf({ contracts, addresses }: DeploymentPlan): PlannedContract[] {
  const market = contracts.find(({ name }) => name === 'Market')
  if (market === undefined) throw new Error('a plan without a Market')
  return [...contracts, { ...market, name: 'LeaseToken', address: addresses.leaseToken, constructorArguments: '0x' }]
}

/**
 * Returns the contracts for the deployment's manifest, with their arguments, hashes, transactions and blocks. Call it after every step of the deployment is
 * mined.
 */
export async function describeContracts(client: PublicClient, plan: DeploymentPlan, manifest: Manifest): Promise<Manifest['contracts']> {
  return await Promise.all(
    contractsOf(plan).map(async ({ name, address, creationCode, constructorArguments }) => {
      const { transaction, block } = await creationOf(client, plan, manifest, address)
      const codeHash = keccak256(await codeAt(client, address))
      return { name, address, constructorArguments, creationCodeHash: keccak256(creationCode), codeHash, transaction, block }
    }),
  )
}

/** Returns the code at an address; `0x` if there is none. */
export async function codeAt(client: PublicClient, address: Hex): Promise<Hex> {
  return (await client.getCode({ address })) ?? '0x'
}

/** Returns the index of the step that creates a contract. */
export function stepThatCreates(plan: DeploymentPlan, address: string): number {
  const created = plan.contracts.find((contract) => contract.address === address) ?? plan.contracts.find(({ name }) => name === 'Market')
  if (created === undefined) throw new Error(`no step creates ${address}`)
  const data = concatHex([created.creationCode, created.constructorArguments])
  const steps = plan.steps.filter((step) => step.to === null)
  const index = plan.contracts.indexOf(created)
  if (steps[index]?.data !== data) throw new Error(`no step creates ${created.name}`)
  return plan.steps.indexOf(steps[index])
}

async function creationOf(client: PublicClient, plan: DeploymentPlan, { steps }: Manifest, address: string) {
  const record = steps[stepThatCreates(plan, address)]
  for (const hash of record?.transactions ?? []) {
    const receipt = await client.getTransactionReceipt({ hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return null
      throw error
    })
    if (receipt !== null) return { transaction: hash, block: Number(receipt.blockNumber) }
  }
  throw new Error(`The chain does not have the transaction that creates ${address}. Run the command again.`)
}
