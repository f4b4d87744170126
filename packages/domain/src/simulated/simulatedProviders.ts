import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'

/** The names of the simulated providers, as their machines show them, by short name. Each has its own account. None is a real company. */
export const simulatedProviders = {
  northlight: 'Northlight',
  harbour: 'Harbour Compute',
  cascade: 'Cascade Racks',
  mesa: 'Mesa Cloud',
  liffey: 'Liffey GPU',
  polder: 'Polder Stack',
  lumiere: 'Lumière Calcul',
  sakura: 'Sakura Nodes',
  straits: 'Straits Metal',
  hangang: 'Hangang Compute',
} as const

/** The name of a simulated provider in the table, not its private key. */
export type SimulatedProviderName = keyof typeof simulatedProviders

/** Derives the private key of a simulated provider from the main key and a name, so that one key file serves all of them. */
export function simulatedProviderKey(mainKey: `0x${string}`, name: string): Hex32 {
  return keccak256Hex(concatBytes(hexToBytes(mainKey.slice(2)), utf8ToBytes(`infinitio simulated provider ${name}`)))
}

/**
 * Returns the name of the simulated provider with which a machine's name begins, as "Northlight (simulated)". Null if the name begins with no such provider.
 */
export function simulatedProviderOf(machine: string): string | null {
  const name = Object.values(simulatedProviders).find((one) => machine.startsWith(`${one} `))
  return name === undefined ? null : `${name} (simulated)`
}
