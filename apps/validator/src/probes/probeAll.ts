import type { ProbeRecord } from '@infinitio/domain/probes'
import type { ProbeLine, ProbeTarget } from './probeLine.ts'
import { probeMachine } from './probeMachine.ts'

/**
 * Limits for the measurement of all machines: how many machines and how many transfers of data may run at once, and how many milliseconds a machine may use
 * through one gateway (an exchange that has begun may take up to 15 s longer). Only few transfers run at once: they share the validator's own connection, so
 * more of them would slow each other down and spoil the measurement.
 */
export const probeAtOnce = { machines: 16, transfers: 4, machineMs: 20_000 } as const

/** The machines to measure, and the end of the run. No further machine is started after `endsAtMs` (by `performance.now()`), or once `signal` is aborted. */
type Probing = {
  readonly targets: readonly ProbeTarget[]
  readonly isShort: boolean
  readonly endsAtMs: number
  readonly signal: AbortSignal
}

/**
 * Measures machines through each gateway, several machines at once. Returns one record for each machine and each gateway that answered for it. If two addresses
 * lead to the same gateway, only the first record counts. Never rejects.
 */
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

/**
 * Wraps a gateway connection for one machine. Requests fail after the machine has used up `machineMs`. Transfers of data wait until fewer of them run at once;
 * this waiting does not count as used time.
 */
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

/** Limits how many transfers run at once. `take` waits until another transfer may run, and returns the function that ends this transfer. */
type Turns = { readonly take: () => Promise<() => void> }

function createTurns(most: number): Turns {
  let taken = 0
  const waiting: (() => void)[] = []
  const end = () => {
    const next = waiting.shift()
    // A waiting transfer starts when another ends, so the number of running transfers stays the same.
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
