import type { ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import { type Fleet, readFleet } from '../provision/fleetFile.ts'
import { type ProviderSettings, readSettings } from '../settings/providerSettings.ts'

/** The machine of a data folder, with its settings. `fleet` is the machine as it was registered, with its node id. It is null before the first registration. */
export type ProvidedMachine = { dataDir: string; settings: ProviderSettings; fleet: Fleet | null; nodeId: string | null }

/** Reads the machine of a data folder. Throws `node.not_provided` if the folder has no settings, and `node.settings_unreadable` if they cannot be read. */
export async function readMachineOf(dataDir: string): Promise<ProvidedMachine> {
  const settings = await readSettings(dataDir)
  if (settings === null) throw refusal('node.not_provided', { detail: dataDir })
  const fleet = await readFleet(dataDir)
  return { dataDir, settings, fleet, nodeId: fleet?.nodes[0]?.nodeId ?? null }
}

/** Returns the entry of this machine from its provider's list of machines. Throws `node.unknown` if the market does not list the machine yet. */
export function nodeAmong(provider: ProviderWire, nodeId: string | null): ProviderNodeWire {
  const node = provider.nodes.find((one) => one.node === nodeId)
  if (node === undefined) throw refusal('node.unknown', { detail: nodeId ?? 'not registered yet' })
  return node
}

/** Returns the leases that run on the machine, and the booked leases that are not ready yet. */
export function liveLeasesOn(provider: ProviderWire, nodeId: string | null): ProviderWire['leases'] {
  return provider.leases.filter(({ terms, state }) => terms.node === nodeId && (state === 'booked' || state === 'active'))
}

/** Returns the URL of the machine's page. */
export const pageOf = ({ settings, nodeId }: ProvidedMachine): string => `${settings.apiUrl}/gpus/${nodeId}`
