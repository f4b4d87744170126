// The process of one task. It gets one request and ends. Node's permissions let it read only the sources of this package and start no program, and its
// environment is empty. The module sees only the bytes of the request. It runs as a bundle beside that of worker.ts (src/generated/child).
import { Worker } from 'node:worker_threads'
import type { ChildRequest } from './requests.ts'

const stackSizeMb = 64
const reply = (message: object) => new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()))

process.on('disconnect', () => process.exit(1))
process.on('message', async (message: ChildRequest | 'interrupt') => {
  if (message === 'interrupt') process.exit(0)
  await reply({ kind: 'running' })
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: message, env: {}, resourceLimits: { stackSizeMb } })
  let sent = Promise.resolve()
  worker.on('message', (one: object) => {
    sent = sent.then(() => reply(one))
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooMuchMemory' : 'adapterFault'
    sent = sent.then(() => reply({ kind: 'failed', reason, message: error.message, place: {} }))
  })
  worker.on('exit', () => void sent.then(() => process.exit(0)))
})
