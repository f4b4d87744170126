/** Settings of a job that all its chunks share. */
export type ModuleSettings = { readonly memoryPages: number; readonly fuel: number; readonly seed: string }

/** One chunk: its number and its part of the range of numbers. */
export type ChunkPart = { readonly chunk: number; readonly from: number; readonly to: number }

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

/** Why a run ended, in the form of an adapter's replies. */
export type ChildFault = {
  readonly reason: 'programRefused' | 'programFailed' | 'outputTooLarge' | 'tooLong' | 'tooMuchMemory' | 'adapterFault'
  readonly message: string
  readonly place: { readonly field?: string; readonly name?: string }
}

/** An error with the reason of a reply. The process loads no other package, so it has no AdapterError. */
export class RunFault extends Error {
  override readonly name = 'RunFault'
  readonly fault: ChildFault

  constructor(reason: ChildFault['reason'], message: string, place: ChildFault['place'] = {}) {
    super(message)
    this.fault = { reason, message, place }
  }
}
