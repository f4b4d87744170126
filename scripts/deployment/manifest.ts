import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { type DeploymentPlan, planDeployment } from '@infinitio/chain/node'
import { type Address, address } from '@infinitio/domain'
import { claimPidFile } from '@infinitio/process/embedded'
import { concatHex, keccak256 } from 'viem'
import { z } from 'zod'
import { choicesOf, type DeploymentSettings, settingsFile } from './deploymentSettings.ts'

const hash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const account = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{40}$/)])
const code = z.templateLiteral(['0x', z.string().regex(/^([0-9a-f]{2})*$/)])
const whole = z.int().min(0)

/**
 * One step of a deployment, as the manifest stores it: its transactions so far (more than one if the fee was raised), and, once it is mined, the number of its
 * block and its gas.
 */
const step = z.strictObject({ what: z.string(), nonce: whole, transactions: z.array(hash), block: whole.nullable(), gasUsed: whole.nullable() })

/** A contract of the deployment with everything that a block explorer asks for. */
const contract = z.strictObject({
  name: z.string(),
  address: account,
  constructorArguments: code,
  creationCodeHash: hash,
  codeHash: hash,
  transaction: hash,
  block: whole,
})

const manifestFile = z.strictObject({
  version: z.literal(1),
  /** The release of this repository that deployed. */
  release: z.string(),
  settings: settingsFile,
  deployer: account,
  firstNonce: whole,
  /** The Unix time from which the periods in the genesis table are counted. */
  startsAt: whole,
  /** The chain's newest block when the deployment began. No event of the deployment is in an older block. */
  startBlock: whole,
  /** A hash over every step of the plan. Another release of the repository, or other settings, give another hash. */
  planHash: hash,
  addresses: z.record(z.string(), account.nullable()),
  governance: z.record(z.string(), account),
  steps: z.array(step),
  /** Written when every step is mined. */
  contracts: z.array(contract),
})

/** The record of a deployment: its chain and settings, the transactions that were sent, and, after the deployment, each contract. It contains no key. */
export type Manifest = z.infer<typeof manifestFile>

/** Reads a manifest, or returns null if there is no file. Throws if the file is not a manifest. */
export function readManifest(file: string): Manifest | null {
  if (!existsSync(file)) return null
  const { success, data } = manifestFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!success) throw new Error(`${file} is not the manifest of a deployment.`)
  return data
}

/**
 * Calls `act` while no other process changes the manifest. `act` must read the manifest itself, because another process may have changed it before. Throws if
 * another process is changing the manifest now.
 */
export async function lockManifest(file: string, act: () => Promise<void>): Promise<void> {
  const lock = `${file}.lock`
  if (!claimPidFile(lock)) throw new Error(`Another process works on ${file}.`)
  try {
    await act()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * Replaces the manifest in one step, so that after a crash either the earlier or the new manifest is complete. Writes the new content to the disk before it
 * gets the file's name. A power failure shortly after the return can still bring back the earlier manifest, because the folder is not synced.
 */
export function writeManifest(file: string, manifest: Manifest): void {
  const handle = openSync(`${file}.new`, 'w')
  try {
    writeSync(handle, `${JSON.stringify(manifest, null, 2)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.new`, file)
}

/** The beginning of a deployment: the deployer's address, the first nonce of its key, the time, and the newest block of the chain at that time. */
export type DeploymentStart = { deployer: Address; firstNonce: number; startsAt: number; startBlock: number }

/** Returns the manifest of a deployment whose transactions are not sent yet. */
export function newManifest(settings: DeploymentSettings, start: DeploymentStart, release: string): Manifest {
  const plan = planDeployment({ owner: start.deployer, ...start }, choicesOf(settings))
  const steps = plan.steps.map(({ what }, index) => ({ what, nonce: start.firstNonce + index, transactions: [], block: null, gasUsed: null }))
  const { addresses, governance } = plan
  return { version: 1, release, settings, ...start, planHash: hashOf(plan), addresses, governance, steps, contracts: [] }
}

/** Returns the plan of a manifest. Throws if the contracts or steps of this checkout are not those of the manifest. */
export function planOf({ settings, deployer, firstNonce, startsAt, planHash, release }: Manifest): DeploymentPlan {
  const plan = planDeployment({ owner: address(deployer), firstNonce, startsAt }, choicesOf(settings))
  if (hashOf(plan) !== planHash)
    throw new Error(`This checkout has other contracts or steps than the manifest. Use the release that began it: ${release}.`)
  return plan
}

/** Returns one hash over all transactions that the plan sends. */
function hashOf({ steps }: DeploymentPlan): `0x${string}` {
  return keccak256(concatHex(steps.map(({ to, data }) => keccak256(concatHex([to ?? '0x', data])))))
}
