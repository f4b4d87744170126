import { readEnv, runProcess } from '@infinitio/process'
import { gatewayEnv } from './env.ts'
import { openGateway } from './openGateway.ts'

await runProcess({
  room: 'gateway',
  async start({ logger, onStop }) {
    const gateway = await openGateway({ env: readEnv(gatewayEnv), logger })
    onStop(() => gateway.close())
    const { sshPort, terminalPort, tunnelPort, hostKey } = gateway
    return { sshPort, terminalPort, tunnelPort, hostKey }
  },
})
