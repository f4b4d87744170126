import type { ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import { type Fleet, readFleet } from '../provision/fleetFile.ts'
import { type ProviderSettings, readSettings } from '../settings/providerSettings.ts'

/** A machine that is provided from a data folder; `fleet` is null until it was registered once. */
export type ProvidedMachine = { dataDir: string; settings: ProviderSettings; fleet: Fleet | null; nodeId: string | null }

/** Reads it. Throws `node.not_provided` where there are no settings, `node.settings_unreadable` where they cannot be read. */
export async function readMachineOf(dataDir: string): Promise<ProvidedMachine> {
  const settings = await readSettings(dataDir)
  if (settings === null) throw refusal('node.not_provided', { detail: dataDir })
  const fleet = await readFleet(dataDir)
  return { dataDir, settings, fleet, nodeId: fleet?.nodes[0]?.nodeId ?? null }
}

/** The machine among what its provider offers. Throws `node.unknown` when the market does not know it yet. */
export function nodeAmong(provider: ProviderWire, nodeId: string | null): ProviderNodeWire {
  const node = provider.nodes.find((one) => one.node === nodeId)
  if (node === undefined) throw refusal('node.unknown', { detail: nodeId ?? 'not registered yet' })
  return node
}

/** Leases that run on the machine, or will as soon as it is ready. */
export function liveLeasesOn(provider: ProviderWire, nodeId: string | null): ProviderWire['leases'] {
  return provider.leases.filter(({ terms, state }) => terms.node === nodeId && (state === 'booked' || state === 'active'))
}

/** The page of the machine. */
export const pageOf = ({ settings, nodeId }: ProvidedMachine): string => `${settings.apiUrl}/gpus/${nodeId}`
