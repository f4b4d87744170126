import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb6a85af668ec48732255ab4f92d67875d76b7c79015fff01399db318e19cf411')
