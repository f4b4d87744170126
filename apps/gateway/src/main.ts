import { readEnv, runProcess } from '@infinitio/process'
import { gatewayEnv } from './settings/env.ts'
import { refuseDevelopmentHostKey } from './keys/refuseDevelopmentHostKey.ts'
import { openGateway } from './openGateway.ts'
import { refuseUnsafePorts } from './ports/refuseUnsafePorts.ts'
import { refuseUnsafeServices } from './services/refuseUnsafeServices.ts'

await runProcess({
  room: 'gateway',
  async start({ logger, onStop }) {
    const env = readEnv(gatewayEnv)
    refuseUnsafePorts(env)
    refuseUnsafeServices(env)
    await refuseDevelopmentHostKey(env, (error) => void Promise.reject(error))
    const gateway = await openGateway({ env, logger })
    onStop(() => gateway.close())
    onStop(() => gateway.drain({ withinMs: env.DRAIN_SECONDS * 1_000 }), { waitsMs: env.DRAIN_SECONDS * 1_000 })
    const { sshPort, terminalPort, tunnelPort, portsPort, hostKey } = gateway
    return { sshPort, terminalPort, tunnelPort, portsPort, hostKey }
  },
})
