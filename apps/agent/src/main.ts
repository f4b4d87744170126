import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { readEnv, runProcess, stopProcess } from '@infinitio/process'
import { agentEnv } from './settings/env.ts'
import { AgentLog } from './logs/agentLog.ts'
import { useSettingsFile } from './settings/useSettingsFile.ts'
import { ProvisionRuns } from './provision/provisionRuns.ts'
import { serveFleet } from './serveFleet.ts'

const log = new AgentLog()

await runProcess({
  room: 'agent',
  onLine: (line) => log.note(line),
  async start({ logger, onStop }) {
    await useSettingsFile()
    const env = readEnv(agentEnv)
    await mkdir(env.AGENT_DATA_DIR, { recursive: true, mode: 0o711 })
    const runs = new ProvisionRuns({ entry: besideThisProgram('provision'), dataDir: env.AGENT_DATA_DIR, logger })
    onStop(() => runs.stop())
    runs.start()
    const fleet = await runs.fleet()
    const served = await serveFleet({ env, fleet, onWrongGatewayKey: () => runs.again(), onListingTerms: () => runs.again(), log, logger })
    onStop(() => served.stop())
    if (env.AGENT_SIMULATED_RENTERS === 'true') {
      const { startSimulatedMarket } = await import('./renters/startSimulatedMarket.ts')
      onStop(await startSimulatedMarket({ env, fleet, logger }))
    }
    runs.onOtherFleet(fleet, () => {
      logger.warn('the machines of this agent changed, and the agent restarts')
      void stopProcess(0)
    })
    return { fleet: env.AGENT_FLEET, nodes: fleet.nodes.length }
  },
})

/** Returns the path of another program of the agent: a source file if this program was started from source files, otherwise a bundle. */
function besideThisProgram(name: string): string {
  const { dir, ext } = path.parse(process.argv[1] ?? import.meta.filename)
  return path.join(dir, `${name}${ext}`)
}
