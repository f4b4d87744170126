import { artefactListWire, artefactQueryWire, artefactWire, hex32 } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const artefactPath = z.strictObject({ sha256: hex32 })
/** Request limit in milliseconds: enough for 16 MiB over a slow connection. */
const transferWithinMs = 60_000

/** Endpoints for files that accounts store by their hash for some days, such as proofs and logs: /artefacts. */
export const artefactEndpoints = {
  putArtefact: endpoint({
    method: 'put',
    path: '/artefacts/{sha256}',
    summary:
      'Store a file of up to 16 MiB by its SHA-256 for the signed-in account. Send the bytes as the body, with a `Content-Length`. A repeated upload renews its expiry and its readers',
    access: 'account',
    cost: 20,
    params: artefactPath,
    query: artefactQueryWire,
    deadlineMs: transferWithinMs,
    answer: artefactWire,
    codes: [
      ...(['artefact.no_store', 'artefact.too_large', 'artefact.wrong_hash', 'artefact.quota_exceeded'] as const),
      ...(['artefact.removed', 'artefact.store_away', 'artefact.unknown', 'account.blocked'] as const),
    ],
    takes: null,
  }),
  openArtefact: endpoint({
    method: 'get',
    path: '/artefacts/{sha256}',
    summary:
      'Download an artefact: for its account, for a provider who got it with a problem report, or for anyone if its account allows this. Browsers download it and never show it',
    access: 'optional',
    cost: 10,
    params: artefactPath,
    deadlineMs: transferWithinMs,
    answer: z.string().describe('The bytes of the file.'),
    answerType: 'application/octet-stream',
    codes: ['artefact.no_store', 'artefact.unknown', 'artefact.store_away'],
    takes: null,
  }),
  listArtefacts: endpoint({
    method: 'get',
    path: '/artefacts',
    summary: 'List the artefacts of the signed-in account, newest first, and the space that they use',
    access: 'account',
    cost: 2,
    answer: artefactListWire,
    takes: [],
  }),
  deleteArtefact: endpoint({
    method: 'delete',
    path: '/artefacts/{sha256}',
    summary: 'Delete an artefact of the signed-in account',
    access: 'account',
    cost: 3,
    params: artefactPath,
    status: 204,
    codes: ['artefact.unknown'],
    takes: ['sha256'],
  }),
}
