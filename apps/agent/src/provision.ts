import { createLogger, readEnv } from '@infinitio/process'
import { agentEnv } from './settings/env.ts'
import { useSettingsFile } from './settings/useSettingsFile.ts'
import { provisionFleet } from './provision/provisionFleet.ts'

/**
 * The program that puts the nodes on the market (provisioning). It runs as a separate, short process, so that its code for the chain and for hardware detection
 * uses no memory while the agent serves.
 */
const logger = createLogger({ room: 'agent' })
try {
  // Read the settings file again, because it may have changed since the agent that started this process read it.
  await useSettingsFile()
  await provisionFleet({ env: readEnv(agentEnv), logger, onRegistered: () => process.send?.('registered') })
  process.exit(0)
} catch (error) {
  logger.warn({ err: error }, 'not all machines are on the market yet, and the agent tries again')
  process.exit(1)
}
