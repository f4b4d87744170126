import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x84736f8f1a9b19bf0530bc6d51211ac624112a5dfcf210175591fac90a75d9d4')
