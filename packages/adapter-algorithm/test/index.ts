export { assemble } from './assemble.ts'
export { type ExampleFile, exampleText } from './exampleFile.ts'
export { callsHere, type ComparedCalls, openWasmtime } from './wasmtime/openWasmtime.ts'
