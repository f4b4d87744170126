import type { Keccak } from '@infinitio/domain'
import { createKeccak } from 'hash-wasm'
import { openCurve } from './openCurve.ts'
import { openNativeCurve } from './openNativeCurve.ts'
import { openWasmCurve } from './openWasmCurve.ts'

/**
 * The curve that signs and recovers in this process: the native libsecp256k1 if it exists for this
 * machine, else the wasm version.
 */
export const curve = await openCurve([openNativeCurve, openWasmCurve])

const hasher = await createKeccak(256)

/** The hash function keccak-256 in wasm. It gives the same results as the function in `packages/domain`, and is faster. */
export const fastKeccak256: Keccak = (bytes) => hasher.init().update(bytes).digest('binary')
