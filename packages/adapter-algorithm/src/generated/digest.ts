import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x7408ee58ec62e0dc6593e2043c61bb73a69589e53929da9666ebf030ebd29e25')
