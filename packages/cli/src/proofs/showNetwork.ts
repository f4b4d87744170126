import type { Client } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'

type Probes = Awaited<ReturnType<Client['getNodeProbes']>>

const hourSeconds = 3_600

/** Prints the network that a machine claims and what validators measured in the last 24 hours. Throws `node.unknown`. */
export async function showNetwork(node: string, options: CommonOptions): Promise<void> {
  const probes = await openClient(options).getNodeProbes(node)
  printResult({ json: options.json, value: probes, text: textOf(probes) })
}

function textOf({ claimedMbps, gateways, networkMbps, region, hours }: Probes): string {
  const measured =
    networkMbps === null
      ? 'Nothing is measured yet: at least three validators must probe the machine in at least six hours of a day.'
      : `Measured in the last 24 h: ${networkMbps} Mbit/s through ${gateways} ${gateways === 1 ? 'gateway' : 'gateways'}. The lower direction counts.`
  const head = [`Claimed: ${claimedMbps} Mbit/s.`, measured, ...(region.name === null ? [] : [regionText(region)])]
  if (hours.length === 0) return head.join('\n')
  const rows = hours.map((it) => [
    utcText(it.hour * hourSeconds),
    it.gateways.join(', ') || 'not reached',
    it.rttMs === null ? '-' : it.rttMs.toFixed(1),
    it.downMbps.toFixed(0),
    it.upMbps.toFixed(0),
    String(it.validators),
  ])
  const names = ['hour (UTC)', 'reached through', 'round trip, ms', 'received, Mbit/s', 'sent, Mbit/s', 'validators']
  return [...head, table([names, ...rows], { right: [2, 3, 4, 5] })].join('\n')
}

function regionText({ name, state, possible, impossible }: Probes['region']): string {
  const voices = `${possible} ${possible === 1 ? 'validator finds' : 'validators find'} it possible, ${impossible} impossible.`
  if (state === 'consistent') return `Region ${name}: consistent. ${voices}`
  if (state === 'false') return `Region ${name}: false. The machine answered faster than light could come from there. ${voices}`
  return `Region ${name}: not judged. At least three validators must state their location. ${voices}`
}
