// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Send one signed list of up to 1,000 changes to machines of the signed-in provider. Each machine checks the list and applies its row. The same list gets its progress again. Codes: see the document of the API. */
export const placeFleetChange: EndpointCall<typeof providerEndpoints.placeFleetChange> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.placeFleetChange>("/provider/changes", "POST", ["body"])
