import { assertNever } from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import {
  insertChainClass,
  insertChainNode,
  insertChainRegion,
  type Queryable,
  saveChainProvider,
  updateChainNode,
  updateReferencePrice,
} from '@infinitio/db'
import type { EventSite } from './eventSite.ts'

type RegistryEvent = Extract<
  ChainEvent,
  {
    name:
      | 'NodeRegistered'
      | 'NodeUpdated'
      | 'NodeRetired'
      | 'NodeAttested'
      | 'ProviderListed'
      | 'ProviderDelisted'
      | 'ClassAdded'
      | 'RegionAdded'
      | 'ReferencePriceChanged'
  }
>

/** Applies one event about nodes, providers or the catalogue to the database rows that mirror the chain. */
export async function projectRegistry(tx: Queryable, event: RegistryEvent, site: EventSite): Promise<void> {
  const updatedBlock = site.blockNumber
  switch (event.name) {
    case 'NodeRegistered':
      return projectRegistered(tx, event, site)
    case 'NodeUpdated': {
      const { cpuCores, ramGib, diskGib, networkMbps } = event
      const change = { cpuCores, ramGib: BigInt(ramGib), diskGib: BigInt(diskGib), networkMbps: BigInt(networkMbps) }
      return updateChainNode(tx, { nodeId: event.node, change, updatedBlock })
    }
    case 'NodeRetired':
      return updateChainNode(tx, { nodeId: event.node, change: { retired: true }, updatedBlock })
    case 'NodeAttested':
      return updateChainNode(tx, { nodeId: event.node, change: { tier: event.tier, reliabilityBps: Number(event.reliabilityBps) }, updatedBlock })
    case 'ProviderListed':
    case 'ProviderDelisted':
      return saveChainProvider(tx, { provider: event.provider, listed: event.name === 'ProviderListed', updatedBlock })
    case 'ClassAdded': {
      const { classId, className: name, vramGib, referencePricePerGpuSecond } = event
      return insertChainClass(tx, { classId, name, vramGib, referencePricePerGpuSecond, updatedBlock })
    }
    case 'RegionAdded':
      return insertChainRegion(tx, { regionId: event.regionId, name: event.regionName, updatedBlock })
    case 'ReferencePriceChanged':
      return updateReferencePrice(tx, { classId: event.classId, referencePricePerGpuSecond: event.current, updatedBlock })
    default:
      return assertNever(event)
  }
}

async function projectRegistered(tx: Queryable, event: Extract<RegistryEvent, { name: 'NodeRegistered' }>, site: EventSite): Promise<void> {
  const { ramGib, diskGib, networkMbps, ...facts } = event.facts
  const updatedBlock = site.blockNumber
  await insertChainNode(tx, {
    nodeId: event.node,
    provider: event.provider,
    ...facts,
    ramGib: BigInt(ramGib),
    diskGib: BigInt(diskGib),
    networkMbps: BigInt(networkMbps),
    tier: 0,
    reliabilityBps: 0,
    retired: false,
    registeredAt: site.timestamp,
    updatedBlock,
  })
  // The registry accepts a node only if the provider's bond is large enough for it. So this provider may list nodes.
  await saveChainProvider(tx, { provider: event.provider, listed: true, updatedBlock })
}
