import { join } from 'node:path'
import { configFolder } from '../context/profiles.ts'

/** Returns the folder of the router that a wallet pays on a chain: its keys, its usage and the state of its channels. */
export function routeFolder({ chainId, payer }: { readonly chainId: number; readonly payer: string }): string {
  return join(configFolder(), 'router', `${chainId}-${payer}`)
}
