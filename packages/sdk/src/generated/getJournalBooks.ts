// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { journalEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hashes that the engine named of its book, each after a row: what a replay must come to there. */
export const getJournalBooks: EndpointCall<typeof journalEndpoints.getJournalBooks> = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalBooks>("/journal/books", "GET")
