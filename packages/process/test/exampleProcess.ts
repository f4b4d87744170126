// A process for runProcess.test.ts. MODE selects its behaviour. It starts as our processes do, with a channel to its parent.
import { z } from 'zod'
import { readEnv, runProcess } from '../src/index.ts'

await runProcess({
  room: 'example',
  start: async ({ logger, onStop }) => {
    const { MODE } = readEnv(z.object({ MODE: z.enum(['serve', 'fail', 'reject-later']) }))
    const keepAlive = setInterval(() => {}, 1_000)
    onStop(() => clearInterval(keepAlive))
    onStop(() => logger.info('second step'))
    onStop(() => logger.info('first step'))
    if (MODE === 'fail') throw new Error('the port is taken')
    if (MODE === 'reject-later') setTimeout(() => void Promise.reject(new Error('nobody listened')), 10)
    return { port: 1234 }
  },
})
