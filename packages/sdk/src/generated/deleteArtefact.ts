// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { artefactEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete an artefact of the signed-in account, and its unfinished upload. Codes: `artefact.unknown`, `artefact.evidence`. */
export const deleteArtefact: EndpointCall<typeof artefactEndpoints.deleteArtefact> = /* @__PURE__ */ endpointCall<typeof artefactEndpoints.deleteArtefact>("/artefacts/{sha256}", "DELETE", ["sha256"])
