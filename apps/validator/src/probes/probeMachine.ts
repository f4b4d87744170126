import { type ProbeRecord, probeLimits } from '@infinitio/domain/probes'
import type { ProbeLine, ProbeTarget } from './probeLine.ts'
import { kbpsOf } from './timedBytes.ts'

/** The speed in kbit/s above which a machine is also measured with the large transfer. At such a speed, that transfer takes less than two seconds. */
const fastKbps = 40_000

/**
 * Measures a machine through one gateway: the shortest of three round trips, and the speed in both directions. Transfers 1 MiB in each direction. If the
 * machine is fast and `isShort` is false, also transfers 8 MiB. Returns null if the gateway has not answered at all, because its name is then unknown.
 */
export async function probeMachine(line: ProbeLine, target: ProbeTarget, { isShort }: { readonly isShort: boolean }): Promise<ProbeRecord | null> {
  const trips: number[] = []
  for (let echo = 0; echo < probeLimits.echoes; echo += 1) {
    const exchanged = await line.exchange(target, { kind: 'echo', bytes: 0 })
    if (exchanged !== null) trips.push(exchanged.answeredAt - exchanged.askedAt)
    else if (echo === 0) break
  }
  const gateway = line.name()
  const shortest = trips.length === 0 ? null : Math.min(...trips)
  if (gateway === null) return null
  if (shortest === null) return { node: target.node, gateway, rttMicros: null, downKbps: 0, upKbps: 0 }
  const short = await transfer(line, target, { bytes: probeLimits.firstBytes, tripMs: shortest })
  const isFast = Math.min(short.upKbps, short.downKbps) >= fastKbps
  const speeds = isFast && !isShort ? best(short, await transfer(line, target, { bytes: probeLimits.mostBytes, tripMs: shortest })) : short
  return { node: target.node, gateway, rttMicros: Math.max(1, Math.round(shortest * 1_000)), ...speeds }
}

type Speeds = Pick<ProbeRecord, 'downKbps' | 'upKbps'>

async function transfer(line: ProbeLine, target: ProbeTarget, { bytes, tripMs }: { bytes: number; tripMs: number }): Promise<Speeds> {
  const sent = await line.exchange(target, { kind: 'send', bytes })
  const received = await line.exchange(target, { kind: 'receive', bytes })
  // The machine signs after it has received the last byte, so the measured time includes a round trip. Subtract the round trip, but count at least a quarter of
  // the whole time.
  const receivedMs = received === null ? 0 : Math.max((received.answeredAt - received.askedAt) / 4, received.answeredAt - received.askedAt - tripMs)
  return { downKbps: received === null ? 0 : kbpsOf(bytes, receivedMs), upKbps: sent?.kbps ?? 0 }
}

function best(one: Speeds, other: Speeds): Speeds {
  return { downKbps: Math.max(one.downKbps, other.downKbps), upKbps: Math.max(one.upKbps, other.upKbps) }
}
