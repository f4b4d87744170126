import type { Logger } from '@infinitio/process'
import type { MarketSession } from '../market/marketSession.ts'
import { Quietly } from '../market/quietly.ts'
import { type MachineCounters, readMachine } from './readMachine.ts'
import { telemetrySample } from './telemetrySample.ts'

const everyMs = 5_000

/**
 * Every 5 s: one heartbeat for all nodes of this process and, for the nodes in `measured`, one reading of this machine, also
 * under each lease `leasesOf` names. Simulated nodes are not measured: the machine is not theirs. Returns how to stop.
 */
export function startReporting({
  market,
  nodeIds,
  measured,
  leasesOf,
  dataDir,
  logger,
}: {
  market: MarketSession
  nodeIds: readonly string[]
  measured: readonly string[]
  leasesOf: (nodeId: string) => string[]
  dataDir: string
  logger: Logger
}): () => void {
  const quietly = new Quietly(logger)
  let before: MachineCounters | null = null
  let busy = false

  async function report(): Promise<void> {
    await quietly.run('heartbeat', () => market.call((client) => client.sendHeartbeat({ nodes: [...nodeIds] })))
    if (measured.length === 0) return
    await quietly.run('telemetry', async () => {
      const now = await readMachine(dataDir)
      const last = before
      before = now
      if (last === null) return
      const sample = telemetrySample({ before: last, now, at: Math.floor(Date.now() / 1000) })
      const samples = measured.flatMap((nodeId) => [null, ...leasesOf(nodeId)].map((leaseId) => ({ ...sample, leaseId, nodeId })))
      await market.call((client) => client.sendTelemetry({ samples }))
    })
  }

  function tick(): void {
    if (busy) return
    busy = true
    void report().finally(() => {
      busy = false
    })
  }
  tick()
  const timer = setInterval(tick, everyMs)
  return () => clearInterval(timer)
}
