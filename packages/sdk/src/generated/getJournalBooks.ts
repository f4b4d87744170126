// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { journalEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List hashes of the order book, newest first, each with the journal row after which it applies. A replay of the journal must give the same hashes. */
export const getJournalBooks: EndpointCall<typeof journalEndpoints.getJournalBooks> = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalBooks>("/journal/books", "GET")
