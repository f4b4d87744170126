import type { ChainEvent } from '@infinitio/chain'
import { assertNever } from '@infinitio/domain'
import type { MatcherCommand } from './matcherCommand.ts'

/** The events of the registry and the catalogue that change the matcher's book. */
export type RegistrationEvent = Extract<
  ChainEvent,
  { name: 'NodeRegistered' | 'NodeUpdated' | 'NodeRetired' | 'NodeAttested' | 'ProviderListed' | 'ProviderDelisted' | 'ClassAdded' | 'RegionAdded' }
>

/** Returns the matcher's command for an event about nodes, providers, classes or regions. Each command is sent as soon as its block is the head. */
export function registryCommand(event: RegistrationEvent): MatcherCommand {
  switch (event.name) {
    case 'NodeRegistered': {
      const { classId, regionId, gpus, vramGib } = event.facts
      return { command: { kind: 'NodeRegistered', node: event.node, provider: event.provider, classId, regionId, gpus, vramGib }, when: 'head' }
    }
    case 'NodeUpdated':
    case 'NodeRetired':
      return { command: { kind: event.name, node: event.node }, when: 'head' }
    case 'NodeAttested':
      return {
        command: { kind: 'NodeAttested', node: event.node, tier: event.tier, reliabilityBps: Number(event.reliabilityBps) },
        when: 'head',
      }
    case 'ProviderListed':
    case 'ProviderDelisted':
      return { command: { kind: event.name, provider: event.provider }, when: 'head' }
    case 'ClassAdded': {
      const { classId, vramGib, referencePricePerGpuSecond } = event
      return { command: { kind: 'ClassAdded', classId, vramGib, referencePricePerGpuSecond }, when: 'head' }
    }
    case 'RegionAdded':
      return { command: { kind: 'RegionAdded', regionId: event.regionId }, when: 'head' }
    default:
      return assertNever(event)
  }
}
