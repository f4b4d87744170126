// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { artefactEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Start the upload of a file in parts, or ask where an unfinished upload of these bytes continues. Codes: see the document of the API. */
export const startArtefactUpload: EndpointCall<typeof artefactEndpoints.startArtefactUpload> = /* @__PURE__ */ endpointCall<typeof artefactEndpoints.startArtefactUpload>("/artefacts/{sha256}/upload", "POST", ["sha256","body"])
