import { readFileSync } from 'node:fs'
import { checkKeyHolders, type DeploymentChoices, developmentChainId } from '@infinitio/chain/node'
import { type Address, address, type Hex32, hex32, zeroAddress } from '@infinitio/domain'
import { wellKnownKeys } from '@infinitio/process'
import { privateKeyToAddress } from 'viem/accounts'
import { z } from 'zod'

/** The accounts of publicly known keys. Anybody can use them. */
const publicAccounts: ReadonlySet<string> = new Set(wellKnownKeys.map((key) => privateKeyToAddress(key as `0x${string}`).toLowerCase()))

const account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits')
  .transform((text): Address => address(text.toLowerCase()))
  .refine((value) => value !== zeroAddress, 'must not be the zero address')
  .refine((value) => !publicAccounts.has(value), 'must not be the account of a publicly known key')
const hostKey = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hex digits')
  .transform((text): Hex32 => hex32(text.toLowerCase()))

/** The file of a deployment's decisions. It contains addresses and public keys, never a private key. */
export const settingsFile = z.strictObject({
  chainId: z
    .int()
    .min(1)
    .refine((id) => id !== developmentChainId, `must not be ${developmentChainId}: npm start deploys on the development chain`),
  stablecoin: account,
  operator: account,
  pauser: account,
  veto: account,
  team: account,
  backers: account,
  ecosystem: account,
  distribution: account,
  engines: z.array(account).min(1).max(16),
  receiptKey: account,
  gatewayHostKey: hostKey,
  spares: z.strictObject({ engine: account, receipt: account, gatewayHost: hostKey }),
  validators: z.array(account).max(100).default([]),
})

/** The chain of a deployment and all decisions about it, as the settings file has them. */
export type DeploymentSettings = z.infer<typeof settingsFile>

/**
 * Reads the settings file. Throws an error that names each wrong field. If every field is right, throws for rights with the same address, and for the first key
 * that is used for two purposes.
 */
export function readSettings(file: string): DeploymentSettings {
  const { success, data, error } = settingsFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!success)
    throw new Error(`${file} has errors:\n${error.issues.map((issue) => `  ${issue.path.join('.') || 'file'}: ${issue.message}`).join('\n')}`)
  checkKeyHolders(data.chainId, choicesOf(data))
  refuseTwoUses(choicesOf(data))
  return data
}

/**
 * Converts the settings into the choices that the plan of a deployment takes (`DeploymentChoices`): without the chain, and with holders and parties as groups.
 */
export function choicesOf({
  chainId: _chainId,
  operator,
  pauser,
  veto,
  team,
  backers,
  ecosystem,
  distribution,
  ...keys
}: DeploymentSettings): DeploymentChoices {
  return { ...keys, holders: { operator, pauser, veto }, parties: { team, backers, ecosystem, distribution } }
}

/** Throws if one key is used for two purposes. A thief of one key must not get two rights, and an engine must not be a validator at the same time. */
function refuseTwoUses({ holders, engines, receiptKey, gatewayHostKey, spares, validators }: DeploymentChoices): void {
  const seen = new Set<string>()
  const all = [...Object.values(holders), ...engines, receiptKey, gatewayHostKey, spares.engine, spares.receipt, spares.gatewayHost, ...validators]
  for (const key of all) {
    if (seen.has(key)) throw new Error(`${key} has two uses. Each right, program and spare needs its own key.`)
    seen.add(key)
  }
}
