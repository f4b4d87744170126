import type { ErrorRow } from './errorRow.ts'

/** Errors about stored artefacts. The page of each is `/docs/errors/<code>`. */
export const artefactErrors = {
  'artefact.unknown': {
    http: 404,
    exit: 170,
    retry: false,
    sentence: 'No artefact with this hash is stored for you. It may have expired. Check the hash, or ask its owner to make it public.',
  },
  'artefact.no_store': {
    http: 503,
    exit: 170,
    retry: false,
    sentence: 'This market stores no artefacts, because its operator has set no storage. Send the file another way.',
  },
  'artefact.wrong_hash': {
    http: 422,
    exit: 170,
    retry: false,
    sentence: 'The bytes do not have this SHA-256 hash. Nothing was stored. Calculate the hash again.',
  },
  'artefact.too_large': {
    http: 413,
    exit: 170,
    retry: false,
    sentence: 'The file is empty or too large. One artefact has up to 16 MiB, and a file in pieces up to 1 GiB. Compress or split the file.',
  },
  'artefact.quota_exceeded': {
    http: 409,
    exit: 170,
    retry: false,
    sentence: 'The space for artefacts is used up. Delete an artefact, or try again tomorrow.',
  },
  'artefact.no_upload': {
    http: 404,
    exit: 170,
    retry: false,
    sentence: 'There is no unfinished upload of this file. It ended, expired or was deleted. Start it again.',
  },
  'artefact.wrong_offset': {
    http: 409,
    exit: 170,
    retry: false,
    sentence: 'This part does not begin where the upload continues. All stored parts remain. Ask for the next byte, and send from there.',
  },
  'artefact.too_many_uploads': {
    http: 429,
    exit: 171,
    retry: true,
    sentence: 'You have 16 unfinished uploads, or you sent one part too often. Delete an upload, or try again in a minute.',
  },
  'artefact.removed': {
    http: 403,
    exit: 170,
    retry: false,
    sentence: 'The operator removed this file. Nobody can store it again.',
  },
  'artefact.evidence': {
    http: 409,
    exit: 170,
    retry: false,
    sentence: 'This file is evidence of a dispute. It stays public until the dispute is over, and for 30 days after it was submitted.',
  },
  'artefact.store_away': { http: 503, exit: 171, retry: true, sentence: 'The storage does not answer. Nothing is lost. Try again.' },
} satisfies Record<`artefact.${string}`, ErrorRow>
