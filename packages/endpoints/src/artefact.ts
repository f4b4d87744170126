import {
  artefactListWire,
  artefactPartQueryWire,
  artefactQueryWire,
  artefactUploadWire,
  artefactWire,
  hex32,
  newArtefactUploadWire,
  startedUploadWire,
} from '@infinitio/domain/wire'
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
      ...(['artefact.removed', 'artefact.store_away', 'artefact.unknown', 'account.blocked', 'artefact.evidence'] as const),
    ],
    takes: null,
  }),
  startArtefactUpload: endpoint({
    method: 'post',
    path: '/artefacts/{sha256}/upload',
    summary: 'Start the upload of a file in parts, or ask where an unfinished upload of these bytes continues',
    access: 'account',
    cost: 5,
    params: artefactPath,
    body: newArtefactUploadWire,
    answer: startedUploadWire,
    codes: [
      ...(['artefact.no_store', 'artefact.too_large', 'artefact.quota_exceeded', 'artefact.removed', 'artefact.too_many_uploads'] as const),
      ...(['account.blocked', 'artefact.evidence'] as const),
    ],
    takes: ['sha256', 'body'],
  }),
  putArtefactPart: endpoint({
    method: 'put',
    path: '/artefacts/{sha256}/upload',
    summary: 'Store the next part of an upload. The body is the bytes, with a Content-Length. The attempt that began last counts',
    access: 'account',
    cost: 5,
    params: artefactPath,
    query: artefactPartQueryWire,
    deadlineMs: transferWithinMs,
    answer: artefactUploadWire,
    codes: [
      ...(['artefact.no_store', 'artefact.no_upload', 'artefact.wrong_offset', 'artefact.wrong_hash', 'artefact.quota_exceeded'] as const),
      ...(['artefact.too_many_uploads', 'artefact.store_away', 'account.blocked'] as const),
    ],
    takes: null,
  }),
  endArtefactUpload: endpoint({
    method: 'post',
    path: '/artefacts/{sha256}/upload/end',
    summary: 'End an upload whose parts are all stored: the market calculates the hash of the whole file. It is safe to repeat',
    access: 'account',
    cost: 10,
    params: artefactPath,
    deadlineMs: transferWithinMs,
    answer: artefactWire,
    codes: ['artefact.no_store', 'artefact.no_upload', 'artefact.wrong_offset', 'artefact.wrong_hash', 'artefact.store_away', 'account.blocked'],
    takes: ['sha256'],
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
    summary: 'List the artefacts and unfinished uploads of the signed-in account, newest first, and the space that they use',
    access: 'account',
    cost: 2,
    answer: artefactListWire,
    takes: [],
  }),
  deleteArtefact: endpoint({
    method: 'delete',
    path: '/artefacts/{sha256}',
    summary: 'Delete an artefact of the signed-in account, and its unfinished upload',
    access: 'account',
    cost: 3,
    params: artefactPath,
    status: 204,
    codes: ['artefact.unknown', 'artefact.evidence'],
    takes: ['sha256'],
  }),
}
