import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x6f6b2362f8bc7fc98f83781dc857095467efcb4d3faedfb635121e4faeb1acf0')
