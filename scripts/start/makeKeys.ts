import { createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDevelopmentKey } from '@infinitio/process/keys'
import type { DataFolder } from './dataFolder.ts'

/** The names of a development chain's validators and their key files. */
export const validatorNames = ['validator-1', 'validator-2', 'validator-3', 'validator-4'] as const

/** Spare keys that the Directory contract has announced and that nobody uses yet. Only a development chain stores them next to the keys in use. */
const spareNames = ['spare-sender', 'spare-receipt', 'spare-gateway-host'] as const

const used = [
  'deployer',
  'sender',
  'lease-sender',
  'share-sender',
  'attestor',
  'receipt',
  'provider',
  'simulated-provider',
  'gateway-host',
  'jurors',
  'scheduler',
  'router',
] as const
const names = [...used, ...spareNames, ...validatorNames] as const

/** The name of a key file. The file contains a private key of 32 bytes as 0x hex, and only its owner may read it. */
export type KeyName = (typeof names)[number]

/** The key files of one instance, by name. */
export type KeyFiles = Record<KeyName, string>

/**
 * Creates the keys of this instance if they do not exist, and returns their paths. The keys never leave the data folder. Their bytes mark them as development
 * keys, and no process signs with them on any other chain.
 */
export function makeKeys(folder: DataFolder): KeyFiles {
  const files = Object.fromEntries(names.map((name) => [name, join(folder.keys, `${name}.key`)])) as KeyFiles
  for (const file of Object.values(files)) {
    if (!existsSync(file)) writeFileSync(file, `${makeDevelopmentKey()}\n`, { mode: 0o600, flag: 'wx' })
  }
  return files
}

/**
 * Returns the path of a marker file in the chain's folder. The file exists if the deployment gave PToken to the key that pays the operator's shares (payments
 * to providers for credited time).
 */
export function shareMarker(chainFolder: string): string {
  return join(chainFolder, 'share-sender.json')
}

/** Returns the key in a file, as 0x hex. */
export function readKey(file: string): `0x${string}` {
  return readFileSync(file, 'utf8').trim() as `0x${string}`
}

/** Returns the raw ed25519 public key (32 bytes, 0x hex) of the seed in a key file. The chain stores it for the gateway's host key. */
export function ed25519PublicKey(seed: `0x${string}`): `0x${string}` {
  const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, Buffer.from(seed.slice(2), 'hex')]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return `0x${spki.subarray(-32).toString('hex')}`
}
