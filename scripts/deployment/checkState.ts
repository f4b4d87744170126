import { attestationsAbi, directoryAbi, infinitioGovernorAbi, readAddresses, readGovernance } from '@infinitio/chain'
import type { DeploymentChoices, DeploymentPlan } from '@infinitio/chain/node'
import { decodeFunctionData, type Hex, hexToString, type PublicClient } from 'viem'

/**
 * Compares names, owners, rights, keys and admitted validators in the contracts with the plan of the deployment. Returns a line for each difference. Directly
 * after a deployment there should be none; later, a vote can change these values.
 */
export async function checkState(client: PublicClient, plan: DeploymentPlan, choices: DeploymentChoices): Promise<string[]> {
  const { directory, classCatalog, nodeRegistry, attestations, feeSplitter } = plan.addresses
  const found = { ...(await readAddresses(client, directory)), ...(await readGovernance(client, directory)) }
  const expected = { ...plan.addresses, ...plan.governance }
  const names = Object.entries(expected).map(([name, wanted]) => difference(name, found[name as keyof typeof found] ?? null, wanted))
  const owned = Object.entries({ directory, classCatalog, nodeRegistry, attestations, feeSplitter })
  const owners = owned.map(async ([name, address]) =>
    difference(`owner of ${name}`, await client.readContract({ address, abi: directoryAbi, functionName: 'owner' }), plan.governance.timelock),
  )
  const all = [...owners, ...namesOf(client, plan), ...keysOf(client, plan, choices)]
  return [...names, ...(await Promise.all(all))].filter((line) => line !== null)
}

/**
 * Checks on the chain every name that the plan sets in the Directory (the contract that maps names to addresses). If several steps set the same name, the last
 * step counts.
 */
function namesOf(client: PublicClient, { addresses: { directory }, steps }: DeploymentPlan): Promise<string | null>[] {
  const planned = new Map<Hex, string>()
  for (const { to, data } of steps) {
    if (to?.toLowerCase() !== directory) continue
    const { functionName, args } = decodeFunctionData({ abi: directoryAbi, data })
    if (functionName === 'set') planned.set(args[0], args[1])
  }
  return [...planned].map(async ([key, wanted]) => {
    const found = await client.readContract({ address: directory, abi: directoryAbi, functionName: 'get', args: [key] })
    return difference(`name ${hexToString(key, { size: 32 })}`, found, wanted)
  })
}

function keysOf(client: PublicClient, { addresses, governance }: DeploymentPlan, choices: DeploymentChoices): Promise<string | null>[] {
  const directory = { address: addresses.directory, abi: directoryAbi } as const
  const attestations = { address: addresses.attestations, abi: attestationsAbi } as const
  const { holders, engines, receiptKey, gatewayHostKey, validators } = choices
  const view = async (name: string, read: Promise<unknown>, wanted: unknown) => difference(name, await read, wanted)
  return [
    view('operator', client.readContract({ ...directory, functionName: 'operator' }), holders.operator),
    view('pauser', client.readContract({ ...directory, functionName: 'guardian' }), holders.pauser),
    view('veto', client.readContract({ address: governance.governor, abi: infinitioGovernorAbi, functionName: 'guardian' }), holders.veto),
    view('receipt key', client.readContract({ ...directory, functionName: 'receiptKey' }), receiptKey),
    view('gateway host key', client.readContract({ ...directory, functionName: 'gatewayHostKey' }), gatewayHostKey),
    ...engines.map((key) => view(`engine key ${key}`, client.readContract({ ...directory, functionName: 'engines', args: [key] }), true)),
    ...validators.map((account) =>
      view(`validator ${account}`, client.readContract({ ...attestations, functionName: 'isAdmitted', args: [account] }), true),
    ),
  ]
}

function difference(name: string, found: unknown, wanted: unknown): string | null {
  const text = String(found).toLowerCase()
  return text === String(wanted).toLowerCase() ? null : `${name} is ${text}, in the plan it is ${String(wanted)}`
}
