/** Settings of a job that are the same for all its chunks (parts). */
export type ModuleSettings = { readonly memoryPages: number; readonly fuel: number; readonly seed: string }

/** One chunk of a task: its number, and the numbers from `from` up to `to` that it covers. */
export type ChunkPart = { readonly chunk: number; readonly from: number; readonly to: number }

/**
 * One call of an exported function, in a fresh instance of the module. `parts` are the outputs of chunks that the call can read. `fuel` is the most
 * instructions that it may run. `place` decides the call's sequence of random numbers, so its result does not depend on the calls that run beside it.
 */
export type CallRequest = {
  readonly args: readonly bigint[]
  readonly parts: readonly Uint8Array[]
  readonly fuel: number
  readonly place: { readonly task: number; readonly chunk: number }
}

/** The one request that the process of a task gets. It holds all bytes that the module can see. */
export type ChildRequest =
  | { readonly kind: 'check'; readonly module: Uint8Array; readonly settings: ModuleSettings }
  | {
      readonly kind: 'map'
      readonly module: Uint8Array
      readonly file: Uint8Array | undefined
      readonly settings: ModuleSettings
      readonly task: number
      readonly parts: readonly ChunkPart[]
    }
  | {
      readonly kind: 'fold'
      readonly module: Uint8Array
      readonly file: Uint8Array | undefined
      readonly settings: ModuleSettings
      readonly outputs: readonly Uint8Array[]
    }
  | {
      readonly kind: 'calls'
      readonly module: Uint8Array
      readonly file: Uint8Array | undefined
      readonly settings: ModuleSettings
      /** The name of the module's exported function that all these calls run. */
      readonly name: string
      readonly mostBytes: number
      readonly calls: readonly CallRequest[]
    }

/** The reason why a run ended without its outputs, in the same form as in an `AdapterError`. */
export type ChildFault = {
  readonly reason: 'programRefused' | 'programFailed' | 'outputTooLarge' | 'tooLong' | 'tooMuchMemory' | 'adapterFault'
  readonly message: string
  readonly place: { readonly field?: string; readonly name?: string }
}

/** The reply about a call that failed because of the module or its arguments. Later calls still run. */
export type CallFailed = { readonly kind: 'callFailed'; readonly call: number; readonly reason: ChildFault['reason']; readonly message: string }

/** An error with the reason that the process replies. The process loads no other package, so it cannot use AdapterError. */
export class RunFault extends Error {
  override readonly name = 'RunFault'
  readonly fault: ChildFault

  constructor(reason: ChildFault['reason'], message: string, place: ChildFault['place'] = {}) {
    super(message)
    this.fault = { reason, message, place }
  }
}
