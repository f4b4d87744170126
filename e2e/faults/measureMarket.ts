// Causes a part of the faults of `measureFaults.ts` in a separate market, and sends the counts to the parent process.
// Usage: measureMarket.ts images|machines|market RUNS MACHINES
import { agentCauses } from './agentCauses.ts'
import { imageCauses, limitCauses } from './containerCauses.ts'
import { type FaultDeployment, startFaultDeployment } from './faultDeployment.ts'
import { marketCauses } from './marketCauses.ts'
import type { Counted } from './realCause.ts'

const [name = '', runs, machines] = process.argv.slice(2)
const most = Math.min(Number(runs), Number(machines))
const markets: Record<string, { readonly machines: number; readonly count: (deployment: FaultDeployment) => Promise<Counted[]> }> = {
  images: { machines: 0, count: (deployment) => imageCauses(deployment, Number(runs)) },
  machines: {
    machines: most,
    count: async (deployment) => (await Promise.all([limitCauses(deployment, Number(runs)), agentCauses(deployment, Number(runs))])).flat(),
  },
  market: { machines: most, count: (deployment) => marketCauses(deployment, Number(runs)) },
}
const market = markets[name]
if (market === undefined) throw new Error(`there is no market for ${name}`)
const deployment = await startFaultDeployment(market)
try {
  const counts = await market.count(deployment)
  await new Promise<void>((sent) => (process.send === undefined ? sent() : process.send(counts, () => sent())))
} catch (error) {
  // Prints the error now, because it may also make `close` below fail, and the error of `close` would then hide this one.
  console.error(error)
  throw error
} finally {
  await deployment.close()
}
process.exit(0)
