import { networkInterfaces } from 'node:os'
import { isUplink } from '../network/leaseNetwork.ts'

const mostHosts = 8

/** Returns the addresses at which other machines may reach this one: the one of the settings first, then those of its network interfaces. */
export function ownHosts({ host }: { host: string | null }): string[] {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    isUplink(name)
      ? []
      : (addresses ?? []).filter(({ internal, address }) => !internal && !address.startsWith('fe80:')).map(({ address }) => address),
  )
  return [...new Set([...(host === null ? [] : [host]), ...found])].slice(0, mostHosts)
}
