import type { Keccak } from '@infinitio/domain'
import { createKeccak } from 'hash-wasm'
import { openCurve } from './openCurve.ts'
import { openNativeCurve } from './openNativeCurve.ts'
import { openWasmCurve } from './openWasmCurve.ts'

/** What signs and recovers in this process: libsecp256k1 as a native binding where it has one for this machine, else as wasm. */
export const curve = await openCurve([openNativeCurve, openWasmCurve])

const hasher = await createKeccak(256)

/** keccak-256 in wasm: six times as fast as the one of domain, and the same. */
export const fastKeccak256: Keccak = (bytes) => hasher.init().update(bytes).digest('binary')
