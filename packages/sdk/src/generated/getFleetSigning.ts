// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List which key signs the asks of each machine of the signed-in provider, and the serial of its newest signed list. */
export const getFleetSigning: EndpointCall<typeof providerEndpoints.getFleetSigning> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getFleetSigning>("/provider/signing", "GET")
