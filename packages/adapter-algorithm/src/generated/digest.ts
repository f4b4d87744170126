import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x678446d72db044dbc53ad05ff0d075bd0dcb6e09ac3f54a3a673f5afbea4c250')
