import { readEnv, runProcess } from '@infinitio/process'
import { engineEnv } from './engineEnv.ts'
import { startEngine } from './startEngine.ts'

await runProcess({
  room: 'engine',
  start: async ({ logger, onStop }) => {
    const env = readEnv(engineEnv)
    const engine = await startEngine({ env, logger, onFatal: (error) => Promise.reject(error) })
    onStop(() => engine.stop())
    return { role: env.ROLE }
  },
})
