import { z } from 'zod'
import { startsQueryWire } from '../listings.ts'
import { uuid } from '../scalars.ts'
import { savedFieldShape } from '../searchFieldShape.ts'

/** The schema of the saved part of a search. Start hour, map area, sorting and pages are not saved. */
export const savedQueryWire = startsQueryWire.omit({ startHour: true, box: true })
export type SavedQuery = z.output<typeof savedQueryWire>
export type SavedQueryWire = z.input<typeof savedQueryWire>

/** The body of `POST /account/searches`. */
export const saveSearchWire = z.strictObject({ query: savedQueryWire })

const { startHour: _startHour, ...savedFields } = savedFieldShape
/** The query of a saved search as the API returns it, with text values as in a URL. Requests use `savedQueryWire` instead. */
export const keptQueryWire = z.strictObject(savedFields).partial()

/** A saved search of an account, with the numbers of machines that it finds. */
export const savedSearchWire = z
  .strictObject({
    searchId: uuid,
    query: keptQueryWire,
    free: z.int().describe('Number of machines that it finds now.'),
    fresh: z.int().nullable().describe('Number of these machines that are new since `seenAt`; null if it found or finds more than 1,000.'),
    seenAt: z.int().describe('When the account last looked at it, Unix seconds.'),
    alerts: z.boolean().describe('Whether the account is notified of new machines.'),
  })
  .meta({ id: 'SavedSearch' })
export type SavedSearchWire = z.infer<typeof savedSearchWire>

/** The answer of `GET /account/searches`, newest first. */
export const savedSearchesWire = z.strictObject({ items: z.array(savedSearchWire) }).meta({ id: 'SavedSearches' })
export type SavedSearchesWire = z.infer<typeof savedSearchesWire>

/** The body of `PUT /account/searches/{searchId}/alerts`. */
export const searchAlertsWire = z.strictObject({ alerts: z.boolean({ error: 'api.invalid_field' }) })

/** `POST /account/searches` returns the id of the saved search. If the account saved the same query before, it returns the id of that saved search. */
export const searchSavedWire = z.strictObject({ searchId: uuid }).meta({ id: 'SearchSaved' })
export type SearchSavedWire = z.infer<typeof searchSavedWire>
