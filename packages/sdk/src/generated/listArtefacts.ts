// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { artefactEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the artefacts and unfinished uploads of the signed-in account, newest first, and the space that they use. */
export const listArtefacts: EndpointCall<typeof artefactEndpoints.listArtefacts> = /* @__PURE__ */ endpointCall<typeof artefactEndpoints.listArtefacts>("/artefacts", "GET")
