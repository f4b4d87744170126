/** A compiled module. It has no members that we use. */
export type CompiledModule = { readonly compiled: unique symbol }
/** The exports of an instance, by name. */
export type WasmExports = Readonly<Record<string, unknown>>
/** A WebAssembly memory with a buffer that never grows. */
export type WasmMemory = { readonly buffer: ArrayBuffer }
/** A global that can be set. */
export type WasmGlobal<Value> = { value: Value }
/** Functions that a module imports. */
export type HostFunctions = Readonly<Record<string, (...args: number[]) => number | bigint | undefined>>

/**
 * The part of Node's global `WebAssembly` that this package uses. Node's type definitions do not declare it, and the type definitions of browsers are not
 * loaded here.
 */
export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly

type WebAssemblyApi = {
  validate(bytes: Uint8Array): boolean
  readonly Module: {
    new (bytes: Uint8Array): CompiledModule
    exports(module: CompiledModule): readonly { readonly name: string; readonly kind: string }[]
  }
  readonly Instance: new (module: CompiledModule, imports: Readonly<Record<string, HostFunctions>>) => { readonly exports: WasmExports }
  readonly CompileError: ErrorConstructor
  readonly RuntimeError: ErrorConstructor
}
