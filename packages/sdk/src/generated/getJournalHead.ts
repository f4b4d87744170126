// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { journalEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the last row of the journal, signed. Save it: if a later journal does not contain this row, the signature proves a fork. */
export const getJournalHead: EndpointCall<typeof journalEndpoints.getJournalHead> = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalHead>("/journal/head", "GET")
