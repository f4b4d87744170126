import { createLogger, readEnv } from '@infinitio/process'
import { agentEnv } from './settings/env.ts'
import { useSettingsFile } from './settings/useSettingsFile.ts'
import { provisionFleet } from './provision/provisionFleet.ts'

/** A short process of its own, so that chain code and hardware detection take no memory while the agent serves. */
const logger = createLogger({ room: 'agent' })
try {
  // Written anew, it may say more than the agent that started this.
  await useSettingsFile()
  await provisionFleet({ env: readEnv(agentEnv), logger, onRegistered: () => process.send?.('registered') })
  process.exit(0)
} catch (error) {
  logger.warn({ err: error }, 'the nodes are not all on the market yet; this is tried again')
  process.exit(1)
}
