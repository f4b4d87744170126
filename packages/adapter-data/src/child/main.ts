// The process of one task. It gets one request, runs DuckDB and ends. It has no secret and no environment, and its parent limits its time and
// memory.
import { engineFault } from '../engine/engineFault.ts'
import { answerRequest } from './answerRequest.ts'
import { type ChildReply, type ChildRequest, interruptMessage } from './messages.ts'

const reply = (message: ChildReply) => new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()))
let interrupt = () => {}

process.on('disconnect', () => process.exit(1))
process.on('message', async (message: ChildRequest | typeof interruptMessage) => {
  if (message === interruptMessage) return interrupt()
  try {
    await answerRequest({ request: message, reply, onStart: (stop) => (interrupt = stop) })
    await reply({ kind: 'done' })
  } catch (error) {
    const { reason, message: text, place } = engineFault(error)
    await reply({ kind: 'failed', reason, message: text, place })
  }
  process.exit(0)
})
