import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createChainClient, type DeploymentPlan, readSender } from '@infinitio/chain/node'
import { type Address, address } from '@infinitio/domain'
import { isDevelopmentKey, readKeyFile, takeKeyFromEnv } from '@infinitio/process'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { PublicClient } from 'viem'
import { parseSender } from '../../apps/engine/src/signers/senderEnv.ts'
import { checkout } from '../start/dataFolder.ts'
import { type DeploymentSettings, readSettings } from './deploymentSettings.ts'
import { type Manifest, newManifest, planOf, readManifest } from './manifest.ts'

/** A deployment that begins or continues. `account` is null if only the deployer's address is known. */
export type OpenDeployment = {
  readonly client: PublicClient
  readonly account: PrivateKeyAccount | null
  readonly plan: DeploymentPlan
  readonly manifest: Manifest
}

/**
 * Reads the settings, the deployer and the chain. If a manifest exists, continues the deployment in it. Throws for invalid settings, if the chain has another
 * id than the settings, if the deployer's key is a development key, or if settings, deployer, contracts or steps differ from the manifest. To begin a
 * deployment, also throws if transactions of the deployer wait, or if the reserve coin's address has no contract.
 */
export async function openDeployment({ settingsFile, manifestFile, deployer, rpcUrl }: Inputs): Promise<OpenDeployment> {
  const settings = readSettings(settingsFile)
  const client = await openChain(rpcUrl, settings.chainId)
  const account = openDeployer(deployer)
  const from = address((account?.address ?? deployer).toLowerCase())
  const manifest = readManifest(manifestFile) ?? (await beginning(client, settings, from))
  if (manifest.deployer !== from) throw new Error(`${manifestFile} is of the deployer ${manifest.deployer}, not of ${from}.`)
  if (JSON.stringify(manifest.settings) !== JSON.stringify(settings)) {
    throw new Error(`${manifestFile} began with other settings than ${settingsFile} has now. Use those settings, or begin with another manifest.`)
  }
  return { client, account, plan: planOf(manifest), manifest }
}

type Inputs = { readonly settingsFile: string; readonly manifestFile: string; readonly deployer: string; readonly rpcUrl: string }

/** Returns a client of the chain at `rpcUrl`. Throws if that chain has another id than `chainId`. */
export async function openChain(rpcUrl: string, chainId: number): Promise<PublicClient> {
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const found = await client.getChainId()
  if (found !== chainId) throw new Error(`RPC_URL leads to chain ${found}, not to chain ${chainId}.`)
  return client
}

/** Opens the key to which DEPLOYER refers, or returns null if it is an address. Throws for a development key; the error text never contains the key. */
function openDeployer(text: string): PrivateKeyAccount | null {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return null
  const place = parseSender(text)
  if (place?.kind !== 'file' && place?.kind !== 'env') throw new Error('DEPLOYER must be file:/path, env:NAME, or for a plan an address.')
  const key = place.kind === 'file' ? readKeyFile(place.path) : takeKeyFromEnv(place.name)
  if (isDevelopmentKey(key)) throw new Error('DEPLOYER is a development key. Make one for this chain: npm run keys -- new FILE')
  return privateKeyToAccount(key)
}

async function beginning(client: PublicClient, settings: DeploymentSettings, deployer: Address): Promise<Manifest> {
  const [{ nonce, pendingNonce }, block, coin] = await Promise.all([
    readSender(client, deployer),
    client.getBlock({ blockTag: 'latest' }),
    client.getCode({ address: settings.stablecoin }),
  ])
  if (nonce !== pendingNonce) throw new Error(`${deployer} has transactions that wait. Wait until they are mined.`)
  if (coin === undefined) throw new Error(`There is no contract at ${settings.stablecoin}, the reserve coin.`)
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string }
  return newManifest(settings, { deployer, firstNonce: nonce, startsAt: Number(block.timestamp), startBlock: Number(block.number) }, version)
}
