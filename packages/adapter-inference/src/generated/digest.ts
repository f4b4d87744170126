import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x30776cf9e170c394e0badc629d30152b89b151ffdd6cf7d805338cad931f00c5')
