// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { journalEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The last row of the journal, signed. Keep heads: one that the journal does not have later proves a fork. */
export const getJournalHead: EndpointCall<typeof journalEndpoints.getJournalHead> = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalHead>("/journal/head", "GET")
