// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { journalEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Hashes that the engine named of its book, each after a row: what a replay must come to there. */
export const getJournalBooks = /* @__PURE__ */ endpointCall<typeof journalEndpoints.getJournalBooks>("/journal/books", "GET")
