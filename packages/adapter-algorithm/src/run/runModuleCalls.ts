import { AdapterError, type RunLimits } from '@infinitio/tasks'
import type { CallFailed, CallRequest, ModuleSettings } from '../child/requests.ts'
import { type ChildReply, runChild } from './runChild.ts'

/** The result of one call: its output, or the reason why the module failed. The result depends on nothing but the module and the call. */
export type CallResult =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: CallFailed['reason']; readonly message: string }

/**
 * Calls one export of a module once for each request, each time in a fresh instance, in a separate process with this adapter's limits. A call that fails
 * because of the module or its arguments does not end the others. Throws an AdapterError for a refused module and for a limit that is reached, or the signal's
 * reason when it aborts.
 */
export async function runModuleCalls({
  module,
  file,
  settings,
  name,
  mostBytes,
  calls,
  limits,
  signal,
}: {
  readonly module: Uint8Array
  readonly file: Uint8Array | undefined
  readonly settings: Omit<ModuleSettings, 'fuel'>
  readonly name: string
  readonly mostBytes: number
  readonly calls: readonly CallRequest[]
  readonly limits: RunLimits
  readonly signal: AbortSignal
}): Promise<readonly CallResult[]> {
  const results = new Map<number, CallResult>()
  const onReply = (reply: ChildReply) => {
    if (reply.kind === 'output') results.set(reply.chunk, { kind: 'output', bytes: reply.bytes })
    if (reply.kind === 'callFailed') results.set(reply.call, { kind: 'failed', reason: reply.reason, message: reply.message })
  }
  await runChild({ request: { kind: 'calls', module, file, settings: { ...settings, fuel: 0 }, name, mostBytes, calls }, limits, signal, onReply })
  return calls.map((_, at) => results.get(at) ?? missing())
}

function missing(): never {
  throw new AdapterError('adapterFault', 'The process of the task left a call without an answer.')
}
