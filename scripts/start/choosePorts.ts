import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { claimPort } from './claimPort.ts'
import type { DataFolder } from './dataFolder.ts'

/** The TCP ports of one instance. At a port with a name that ends in `Metrics`, the metrics of one process can be read. */
export type Ports = Record<'web' | 'chain' | 'postgres' | 'ssh' | 'terminal' | 'tunnel' | 'leasePorts', number> &
  MetricsPorts &
  DoorPorts &
  SecondGatewayPorts &
  ModelPorts
/** The ports at which the development chain's validators receive commitments. A commitment is the first message in which a machine proves its GPU. */
type DoorPorts = Record<'door1' | 'door2' | 'door3' | 'door4', number>
/** The ports of the router of AI models, of the test services behind it, and of the test model for tasks of simulated machines. */
type ModelPorts = Record<'router' | 'testService1' | 'testService2' | 'testService3' | 'testService4' | 'testService5' | 'testModel', number>
/** The ports of a second gateway, if one runs. */
type SecondGatewayPorts = Record<'ssh2' | 'terminal2' | 'tunnel2' | 'leasePorts2' | 'gateway2Metrics', number>
type MetricsPorts = Record<
  | 'webMetrics'
  | 'engineMetrics'
  | 'gatewayMetrics'
  | 'agentMetrics'
  | 'simulatedMetrics'
  | 'validatorMetrics'
  | 'schedulerMetrics'
  | 'scheduler2Metrics'
  | 'routerMetrics',
  number
>

const metricsPorts: MetricsPorts = {
  ...{ webMetrics: 9401, engineMetrics: 9402, gatewayMetrics: 9403, agentMetrics: 9404, simulatedMetrics: 9405 },
  ...{ validatorMetrics: 9407, schedulerMetrics: 9408, scheduler2Metrics: 9409, routerMetrics: 9410 },
}
const doorPorts: DoorPorts = { door1: 7691, door2: 7692, door3: 7693, door4: 7694 }
const modelPorts: ModelPorts = {
  ...{ router: 4181, testService1: 4191, testService2: 4192, testService3: 4193, testService4: 4194, testService5: 4195, testModel: 4196 },
}
const secondGatewayPorts: SecondGatewayPorts = { ssh2: 2223, terminal2: 7684, tunnel2: 7685, leasePorts2: 7686, gateway2Metrics: 9406 }
const firstChoice: Ports = {
  ...{ web: 3000, chain: 8545, postgres: 5433, ssh: 2222, terminal: 7681, tunnel: 7682, leasePorts: 7683 },
  ...metricsPorts,
  ...doorPorts,
  ...secondGatewayPorts,
  ...modelPorts,
}

/**
 * Returns the ports of this instance: those of its last start if they are still free, so that URLs remain the same; otherwise the next free ones. PORT sets
 * only the web port; PORT=0 uses free ports for everything. Prints a line if the web port had to change. Throws if another program uses the port in PORT.
 */
export async function choosePorts(folder: DataFolder, { portSetting }: { portSetting: string | undefined }): Promise<Ports> {
  const file = join(folder.root, 'ports.json')
  const anyPort = portSetting === '0'
  const asked = portSetting === undefined || portSetting === '' || anyPort ? null : askedPort(portSetting)
  const wanted: Ports = { ...firstChoice, ...lastPorts(file), ...(asked === null ? {} : { web: asked }) }
  const chosen = { ...wanted }
  for (const name of Object.keys(firstChoice) as (keyof Ports)[]) chosen[name] = await claimPort({ preferred: anyPort ? 0 : wanted[name] })
  if (asked !== null && chosen.web !== asked) throw new Error(`Port ${asked} (PORT) is taken. Name another, or leave PORT out.`)
  if (!anyPort && chosen.web !== wanted.web) console.log(`Port ${wanted.web} is taken; using ${chosen.web}.`)
  writeFileSync(file, JSON.stringify(chosen))
  return chosen
}

function askedPort(setting: string): number {
  const port = Number(setting)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT must be a number from 1 to 65535.')
  return port
}

function lastPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Ports>
  } catch {
    return {}
  }
}
