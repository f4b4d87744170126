// A market thread for tests. It reports that it is ready, answers the first question and crashes at the second one.
import { parentPort } from 'node:worker_threads'
import type { FromMarketThread, ToMarketThread } from '../src/market-thread/marketQuestion.ts'

const say = (message: FromMarketThread) => parentPort?.postMessage(message)
let asked = 0
say({ kind: 'state', state: { isReady: true } })
parentPort?.on('message', (message: ToMarketThread): undefined => {
  if (message.kind === 'stop') return void parentPort?.close()
  if (message.kind !== 'ask') return undefined
  asked += 1
  if (asked > 1) throw new Error('the thread dies')
  say({ kind: 'answer', id: message.id, answer: 'version' })
  return undefined
})
