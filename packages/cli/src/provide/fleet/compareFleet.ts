import { type Client, pTokenUnits, type WantedChange } from '@infinitio/sdk'
import { hourText } from '../../pricing/priceTexts.ts'
import type { FleetEntry, FleetFault } from './parseFleetFile.ts'

type Machine = Awaited<ReturnType<Client['getProvider']>>['nodes'][number]

/**
 * The difference between a fleet file and the listings. `notes` are differences that a signed list cannot change. If there are `faults` (errors of the file),
 * nothing may be signed.
 */
export type FleetDifference = {
  readonly changes: readonly WantedChange[]
  readonly notes: readonly FleetFault[]
  readonly faults: readonly FleetFault[]
}

/** Compares the entries of a fleet file with the listings of a provider. Machines that are not in the file stay as they are. Pure. */
export function compareFleet(entries: readonly FleetEntry[], machines: readonly Machine[]): FleetDifference {
  const changes: WantedChange[] = []
  const notes: FleetFault[] = []
  const faults: FleetFault[] = []
  const lines = new Map<string, number>()
  for (const entry of entries) {
    const { line } = entry
    const found = machines.filter(({ node, name }) => node === entry.machine.toLowerCase() || name === entry.machine)
    const [machine] = found
    if (machine === undefined) faults.push({ line, reason: `You have no machine ${entry.machine}.` })
    else if (found.length > 1) faults.push({ line, reason: `${found.length} of your machines are named ${entry.machine}: use the id.` })
    else if (lines.has(machine.node)) faults.push({ line, reason: `${machine.name} is also in line ${lines.get(machine.node)}.` })
    else {
      lines.set(machine.node, line)
      const result = changeOf(entry, machine)
      if (typeof result === 'string') faults.push({ line, reason: result })
      else if (result !== null) changes.push(result)
      notes.push(...notesOf(entry, machine))
    }
  }
  return { changes, notes, faults }
}

function changeOf({ price, paused, region }: FleetEntry, machine: Machine): WantedChange | string | null {
  const { ask, latestAsk, name, state, regionName } = machine
  if (state === 'retired') return `${name} is retired.`
  if (region !== null && region !== regionName) return `${name} is registered in ${regionName}. A region cannot change.`
  if (paused) return ask === null ? null : { node: machine, act: 'pause', pricePerGpuSecond: pTokenUnits(0n) }
  if (latestAsk === null) return `${name} was never listed: infinitio provide signs its first listing.`
  const wanted = pTokenUnits(price ?? BigInt((ask ?? latestAsk).pricePerGpuSecond))
  if (ask === null) return { node: machine, act: 'resume', pricePerGpuSecond: wanted }
  return wanted === BigInt(ask.pricePerGpuSecond) ? null : { node: machine, act: 'price', pricePerGpuSecond: wanted }
}

function notesOf({ line, hours }: FleetEntry, { name, latestAsk }: Machine): FleetFault[] {
  const listed = latestAsk === null ? null : latestAsk.maxDurationSeconds / 3_600
  if (hours === null || listed === null || hours === listed) return []
  return [
    {
      line,
      reason: `${name} is listed for leases up to ${listed} h, the file has ${hours} h. A signed list changes no hours: infinitio orders ask does.`,
    },
  ]
}

/** Returns a table row for a change: the machine's name, the listed price now, and the price that the file wants. */
export function changeRow({ node, act, pricePerGpuSecond }: WantedChange): string[] {
  const now = node.ask === null ? 'paused' : hourText(BigInt(node.ask.pricePerGpuSecond))
  return [node.name, now, act === 'pause' ? 'paused' : hourText(pricePerGpuSecond)]
}
