import type { MachineReportWire } from '@infinitio/domain/wire'
import { type MachinePlace, readPlace } from './machinePlace.ts'

/** The speeds of a machine's network link in megabits per second; null when the link does not show its speed. */
export type NetworkLink = Pick<MachineReportWire, 'networkDownMbps' | 'networkUpMbps'>

const unknown: NetworkLink = { networkDownMbps: null, networkUpMbps: null }
const mostMbps = 10_000_000

/** Reads the speed of the network card on the default route, from Linux. The internet connection behind the card may be slower. */
export async function detectNetworkLink(place: MachinePlace): Promise<NetworkLink> {
  const name = parseDefaultInterface((await readPlace(place, 'proc/net/route')) ?? '')
  if (name === null) return unknown
  const [speed, duplex] = await Promise.all([readPlace(place, `sys/class/net/${name}/speed`), readPlace(place, `sys/class/net/${name}/duplex`)])
  return parseLinkSpeed(speed ?? '', duplex ?? '')
}

/** Returns the interface of the default route in the text of /proc/net/route; null without a default route. */
export function parseDefaultInterface(routes: string): string | null {
  for (const line of routes.split('\n').slice(1)) {
    const [name = '', destination, , , , , , mask] = line.trim().split(/\s+/)
    if (destination === '00000000' && mask === '00000000' && /^[A-Za-z0-9][\w.-]{0,14}$/.test(name)) return name
  }
  return null
}

/**
 * Returns the speeds of a link from its speed and duplex in /sys/class/net. A full-duplex link has its speed in both directions; for other links the
 * result is unknown, because both directions share the speed.
 */
export function parseLinkSpeed(speed: string, duplex: string): NetworkLink {
  const mbps = /^[0-9]{1,8}$/.test(speed.trim()) ? Number(speed) : 0
  return mbps > 0 && mbps <= mostMbps && duplex.trim() === 'full' ? { networkDownMbps: mbps, networkUpMbps: mbps } : unknown
}
