/** Settings of a job that all its chunks share. */
export type ModuleSettings = { readonly memoryPages: number; readonly fuel: number; readonly seed: string }

/** One chunk: its number and its part of the range of numbers. */
export type ChunkPart = { readonly chunk: number; readonly from: number; readonly to: number }

/**
 * One call of an exported function, in a fresh instance of the module. `parts` are the outputs that the call can read. `place` chooses its sequence of random
 * numbers, so its result does not depend on the calls that run beside it.
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
      /** The export that each call calls. */
      readonly name: string
      readonly mostBytes: number
      readonly calls: readonly CallRequest[]
    }

/** Why a run ended, in the form of an adapter's replies. */
export type ChildFault = {
  readonly reason: 'programRefused' | 'programFailed' | 'outputTooLarge' | 'tooLong' | 'tooMuchMemory' | 'adapterFault'
  readonly message: string
  readonly place: { readonly field?: string; readonly name?: string }
}

/** The reply about a call that failed because of the module or its arguments. The calls after it still run. */
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
