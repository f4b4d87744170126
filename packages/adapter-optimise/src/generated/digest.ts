import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x5f2217d82882d724dfb9f57fa78e1cb59e0b371364efb14c1c4fa31082edd48f')
