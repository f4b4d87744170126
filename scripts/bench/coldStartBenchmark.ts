import { rmSync } from 'node:fs'
import { ScaledSeller } from '../../e2e/actors/scaledSeller.ts'
import { startTestDeployment, temporaryFolder } from '../../e2e/deployment/startTestDeployment.ts'
import { waitFor } from '../../e2e/deployment/waitFor.ts'
import type { Benchmark } from './benchmark.ts'

const usualRuns = 5
const endsWithinSeconds = 180

/**
 * Measures the first answer of a service without a machine (`serve --scale`), with the test server that has no model: from the request of a payer until the end of
 * the answer (`coldMs`), and its parts: until the lease (`rentMs`), until the model server was started on the machine (`machineMs`), and until it answered
 * (`serverMs`). Waits after each run until the lease is over. The machines are simulated; market, chain, agents, gateway and commands are the real programs.
 */
export const coldStartBenchmark: Benchmark = {
  name: 'coldstart',
  limitMinutes: 30,
  measure: async (progress, callArgs) => {
    const at = callArgs.indexOf('--runs')
    const runs = at < 0 ? usualRuns : Number(callArgs[at + 1])
    const folder = temporaryFolder()
    const deployment = await startTestDeployment()
    const seller = await ScaledSeller.open(deployment, { folder, idle: '1s' })
    try {
      const ask = await seller.payer(await seller.serve())
      const samples = { coldMs: [] as number[], rentMs: [] as number[], machineMs: [] as number[], serverMs: [] as number[] }
      for (let run = 1; run <= runs; run += 1) {
        const startedMs = performance.now()
        await ask()
        samples.coldMs.push(Math.round(performance.now() - startedMs))
        await waitFor({
          what: 'the end of the lease',
          within: endsWithinSeconds,
          read: () => seller.events().at(-1)?.kind,
          until: (kind) => kind === 'over',
        })
        const { rentMs, machineMs, serverMs } = partsOf(seller)
        samples.rentMs.push(rentMs)
        samples.machineMs.push(machineMs)
        samples.serverMs.push(serverMs)
        progress(`cold start ${run}: ${samples.coldMs.at(-1)} ms: ${rentMs} to rent, ${machineMs} for the machine, ${serverMs} for the server`)
      }
      return samples
    } finally {
      seller.close()
      await deployment.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Returns the times of the newest start in the journal of the service. */
function partsOf(seller: ScaledSeller): { readonly rentMs: number; readonly machineMs: number; readonly serverMs: number } {
  const at = (kind: string) => seller.events().findLast((event) => event.kind === kind)?.atMs ?? Number.NaN
  return { rentMs: at('leased') - at('ordered'), machineMs: at('started') - at('leased'), serverMs: at('ready') - at('started') }
}
