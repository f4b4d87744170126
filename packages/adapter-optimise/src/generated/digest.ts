import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x636c1323e2d575e0491e01b718ec1334ea256bf73dd8c78e94bf23b1860bb93c')
