import { join } from 'node:path'
import { configFolder } from '../context/profiles.ts'

/** Returns the folder of a router: its API keys, its usage and the state of its payment channels. There is one router per chain and paying wallet. */
export function routeFolder({ chainId, payer }: { readonly chainId: number; readonly payer: string }): string {
  return join(configFolder(), 'router', `${chainId}-${payer}`)
}
