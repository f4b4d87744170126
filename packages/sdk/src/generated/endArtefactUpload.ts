// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { artefactEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** End an upload whose parts are all stored: the market calculates the hash of the whole file. It is safe to repeat. Codes: `artefact.no_store`, `artefact.no_upload`, `artefact.wrong_offset`, `artefact.wrong_hash`, `artefact.store_away`, `account.blocked`. */
export const endArtefactUpload: EndpointCall<typeof artefactEndpoints.endArtefactUpload> = /* @__PURE__ */ endpointCall<typeof artefactEndpoints.endArtefactUpload>("/artefacts/{sha256}/upload/end", "POST", ["sha256"])
