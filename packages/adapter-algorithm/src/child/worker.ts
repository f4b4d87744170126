// The thread that runs a module. The module counts the depth of its calls and stops at a limit. The stack has room for that depth, so the counter always ends
// deep calls before the stack is full.
import { parentPort, workerData } from 'node:worker_threads'
import { manifest } from '../manifest/manifest.ts'
import { type CallFailed, type ChildFault, type ChildRequest, RunFault } from './requests.ts'
import { callModule, compileModule, type ModuleCall } from './runModule.ts'

const everyPlace = 0xffff_ffff
/** Faults that follow only from the module and the arguments of a call. Such a fault ends its own call, and the other calls still run. */
const ownFaults: readonly ChildFault['reason'][] = ['programFailed', 'tooLong', 'outputTooLarge']
const reply = (message: object) => parentPort?.postMessage(message)

try {
  answer(workerData as ChildRequest)
  reply({ kind: 'done' })
} catch (error) {
  const text = error instanceof Error ? error.message : String(error)
  reply({ kind: 'failed', ...(error instanceof RunFault ? error.fault : { reason: 'adapterFault', message: text, place: {} }) })
}

function answer(request: ChildRequest): void {
  if (request.kind === 'calls') {
    answerCalls(request)
    return
  }
  const { settings } = request
  const module = compileModule(request.module, settings)
  if (request.kind === 'check') return
  const common = { settings, file: request.file ?? new Uint8Array() }
  if (request.kind === 'fold') {
    const call: ModuleCall = {
      ...common,
      name: 'fold',
      args: [],
      parts: request.outputs,
      mostBytes: manifest.mostResultBytes,
      task: everyPlace,
      chunk: everyPlace,
    }
    reply({ kind: 'output', chunk: 0, bytes: callModule(module, call) })
    return
  }
  for (const { chunk, from, to } of request.parts) {
    const args = [BigInt(from), BigInt(to)]
    const call: ModuleCall = { ...common, name: 'map', args, parts: [], mostBytes: manifest.mostChunkBytes, task: request.task, chunk }
    reply({ kind: 'output', chunk, bytes: callModule(module, call) })
  }
}

function answerCalls({ module: bytes, file = new Uint8Array(), settings, name, mostBytes, calls }: Extract<ChildRequest, { kind: 'calls' }>): void {
  const module = compileModule(bytes, settings, [name])
  for (const [at, { args, parts, fuel, place }] of calls.entries()) {
    try {
      const call: ModuleCall = { name, args, file, parts, settings: { ...settings, fuel }, mostBytes, ...place }
      reply({ kind: 'output', chunk: at, bytes: callModule(module, call) })
    } catch (error) {
      if (!(error instanceof RunFault) || !ownFaults.includes(error.fault.reason)) throw error
      const failed: CallFailed = { kind: 'callFailed', call: at, reason: error.fault.reason, message: error.message }
      reply(failed)
    }
  }
}
