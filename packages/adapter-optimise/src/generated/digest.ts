import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x4d9ad250ec20de4dfa1905abdccd90d836b060bfbe6787766a461e28a9df4d49')
