import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x2799d6eb1af46eefbdffaf07fc4f864c7ff484c5b70564c78f4a8b65ceac44ba')
