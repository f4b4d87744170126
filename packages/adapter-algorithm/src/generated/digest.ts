import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xa9e5ce644712d0b66396b3ffc3df0e63da437cf43885a56d3af7836e197f9de0')
