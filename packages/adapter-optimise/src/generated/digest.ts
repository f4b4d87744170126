import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xfcbae76bfcd35b0cf3e44c300c2e33ef7cc52bbe9e9c237205bdccec198438cc')
