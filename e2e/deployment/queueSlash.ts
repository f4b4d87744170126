import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAddresses, readValidatorSet } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { queueFraud } from '@infinitio/chain/test'
import { address } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { TestDeployment } from './startTestDeployment.ts'

type DeploymentState = Pick<TestDeployment, 'url' | 'rpcUrl' | 'dataDir'>

/** Returns a private key that was created for this deployment, by the name of its file. */
export function keyOf({ dataDir }: Pick<TestDeployment, 'dataDir'>, name: string): Hex {
  return readFileSync(join(dataDir, 'keys', `${name}.key`), 'utf8').trim() as Hex
}

/**
 * Makes the four validators of a deployment sign that one of them cheated, so that its bond will be slashed. `place` is the index of the cheating validator in
 * the set. Returns its private key.
 */
export async function queueSlash(deployment: DeploymentState, { place = 0 }: { place?: number } = {}): Promise<Hex> {
  const client = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 30_000 })
  const { addresses } = await createClient({ baseUrl: deployment.url }).getChain()
  const found = await readAddresses(client, address(addresses.directory))
  const set = await readValidatorSet(client, found.attestations, { known: null })
  const keys = [1, 2, 3, 4].map((number) => personOf(keyOf(deployment, `validator-${number}`)))
  const makers = (set?.members ?? []).map(({ account }) => keys.find((key) => key.address === account)).filter((key) => key !== undefined)
  const culprit = makers[place]
  if (culprit === undefined || makers.length !== keys.length) throw new Error(`the set has ${makers.length} of the four validators`)
  const chain = { rpcUrl: deployment.rpcUrl, addresses: found, keys: { deployer: personOf(keyOf(deployment, 'deployer')) } }
  await queueFraud(chain, { makers, culprit })
  return culprit.privateKey
}

function personOf(privateKey: Hex) {
  return { privateKey, address: address(privateKeyToAccount(privateKey).address.toLowerCase()) }
}
