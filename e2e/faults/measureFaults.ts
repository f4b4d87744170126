// Causes faults with real processes, and checks whether the market blames the right party. It is the first part of `npm run bench -- faults`. `--runs` is how
// often each cause is produced (default 20), and `--machines` is the number of machines with agents that can be killed (default 4).
import { parseArgs } from 'node:util'
import { agentCauses } from './agentCauses.ts'
import { imageCauses, limitCauses } from './containerCauses.ts'
import { startFaultDeployment } from './faultDeployment.ts'
import { marketCauses } from './marketCauses.ts'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' }, machines: { type: 'string', default: '4' } } })
const runs = Number(values.runs)
const deployment = await startFaultDeployment({ machines: Math.min(runs, Number(values.machines)) })
try {
  const images = await imageCauses(deployment, runs)
  const apart = await Promise.all([limitCauses(deployment, runs), agentCauses(deployment, runs)])
  const counted = [...images, ...apart.flat(), ...(await marketCauses(deployment, runs))]
  const all = counted.reduce((sum, { runs: some }) => sum + some, 0)
  const shareOf = (key: 'attributed' | 'right') => [counted.reduce((sum, cause) => sum + cause[key], 0) / all]
  console.log(JSON.stringify({ attributed: shareOf('attributed'), rightParty: shareOf('right') }))
} catch (error) {
  // Prints the error now, because it may also make `close` below fail, and the error of `close` would then hide this one.
  console.error(error)
  throw error
} finally {
  await deployment.close()
}
process.exit(0)
