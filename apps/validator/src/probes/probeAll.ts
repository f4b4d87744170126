import type { ProbeRecord } from '@infinitio/domain/probes'
import type { ProbeLine, ProbeTarget } from './probeLine.ts'
import { probeMachine } from './probeMachine.ts'

/**
 * Limits of one look. A machine costs at most `machineMs` and one exchange (15 s) for each gateway, so a hundred machines of which half are as slow as they can be take less than a quarter of an
 * hour through two gateways. Only some transfers run at once, because they share the line of the validator and would measure each other.
 */
export const probeAtOnce = { machines: 16, transfers: 4, machineMs: 20_000 } as const

/** The machines to probe. No machine is begun after `endsAtMs` of `performance.now()`, or after `signal`. */
type Probing = {
  readonly targets: readonly ProbeTarget[]
  readonly isShort: boolean
  readonly endsAtMs: number
  readonly signal: AbortSignal
}

/** Probes machines through each gateway, several at once. Returns all records of the machines that it began. Two addresses of one gateway count once. Never rejects. */
export async function probeAll(lines: readonly ProbeLine[], { targets, isShort, endsAtMs, signal }: Probing): Promise<ProbeRecord[]> {
  const records: ProbeRecord[] = []
  const transfers = createTurns(probeAtOnce.transfers)
  const waiting = [...targets]
  const run = async () => {
    while (!signal.aborted && performance.now() < endsAtMs) {
      const target = waiting.shift()
      if (target === undefined) return
      const own = new Map<string, ProbeRecord>()
      for (const line of lines) {
        const record = await probeMachine(limitedLine(line, transfers), target, { isShort })
        if (record !== null && !own.has(record.gateway)) own.set(record.gateway, record)
      }
      records.push(...own.values())
    }
  }
  await Promise.all(Array.from({ length: probeAtOnce.machines }, run))
  return records
}

/** Returns a line for one machine: its exchanges end once they lasted as long as a machine may, and its transfers wait for their turn. Waiting does not count. */
function limitedLine(line: ProbeLine, transfers: Turns): ProbeLine {
  let spentMs = 0
  return {
    ...line,
    async exchange(target, exchange) {
      if (spentMs >= probeAtOnce.machineMs) return null
      const end = exchange.kind === 'echo' ? () => undefined : await transfers.take()
      const from = performance.now()
      try {
        return await line.exchange(target, exchange)
      } finally {
        spentMs += performance.now() - from
        end()
      }
    },
  }
}

/** Turns of which only some are taken at once. `take` waits for one, and returns the function that ends it. */
type Turns = { readonly take: () => Promise<() => void> }

function createTurns(most: number): Turns {
  let taken = 0
  const waiting: (() => void)[] = []
  const end = () => {
    const next = waiting.shift()
    // The next one takes over the turn.
    if (next === undefined) taken -= 1
    else next()
  }
  return {
    async take() {
      if (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve))
      else taken += 1
      return end
    },
  }
}
