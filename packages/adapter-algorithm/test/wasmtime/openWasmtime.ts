import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { type CallRequest, RunFault } from '../../src/child/requests.ts'
import { callModule, compileModule } from '../../src/child/runModule.ts'
import { instrumentModule } from '../../src/wasm/instrumentModule.ts'

/** The arguments of several calls of one exported function of a module. Each call runs in a fresh instance. */
export type ComparedCalls = {
  readonly bytes: Uint8Array
  readonly settings: { readonly memoryPages: number; readonly seed: string }
  readonly name: string
  readonly calls: readonly CallRequest[]
}

/** Makes the calls in this package's engine. Returns each output as hex, or the reason why the call failed. */
export function callsHere({ bytes, settings, name, calls }: ComparedCalls): string[] {
  return calls.map(({ args, parts, fuel, place }) => {
    const own = { ...settings, fuel }
    try {
      const call = { settings: own, file: new Uint8Array(), parts, name, args, mostBytes: 64, ...place }
      return Buffer.from(callModule(compileModule(bytes, own, [name]), call)).toString('hex')
    } catch (error) {
      if (!(error instanceof RunFault)) throw error
      return error.fault.reason === 'tooLong' ? 'fuel' : error.message.includes('too deep') ? 'depth' : 'trap'
    }
  })
}

/** Opens the engine wasmtime from PyPI. Returns a function that makes the same calls in it, or the reason why it is missing. Only the long tests install it. */
export function openWasmtime(): { readonly callsThere: (compared: ComparedCalls) => string[] } | { readonly missing: string } {
  const requirementsFile = join(import.meta.dirname, 'requirements.txt')
  const tools = process.env['TEST_LONG'] === '1' ? openPythonTools({ name: 'wasmtime', requirementsFile }) : { missing: 'npm run test:long' }
  if ('missing' in tools) return tools
  return {
    callsThere({ bytes, settings, name, calls }) {
      const module = Buffer.from(instrumentModule(bytes, settings)).toString('hex')
      const hex = calls.map(({ args, parts, fuel, place }) => ({
        ...place,
        fuel,
        args: args.map(Number),
        parts: parts.map((part) => Buffer.from(part).toString('hex')),
      }))
      const input = JSON.stringify({ module, seed: settings.seed, name, calls: hex })
      const { stdout, stderr, status } = spawnSync(join(tools.bin, 'python'), [join(import.meta.dirname, 'runModule.py')], {
        input,
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(stderr)
      return stdout.trim().split('\n')
    },
  }
}
