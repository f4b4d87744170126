import { deleteArtefact, listArtefacts } from '@infinitio/db'
import { artefactEndpoints } from '@infinitio/endpoints'
import { artefactSpaceOf, describeArtefact, openArtefact, putArtefact } from '../actions/artefacts/artefacts.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for files that accounts store by their hash: /artefacts. */
export const artefactRoutes = bindEndpoints(artefactEndpoints, {
  putArtefact: (call) =>
    putArtefact(call.services, {
      ...{ account: signedIn(call), ...call.params, ...call.query },
      bytes: Number(call.request.headers.get('content-length') ?? 'NaN'),
      body: call.request.body as AsyncIterable<Uint8Array> | null,
    }),
  openArtefact: ({ services, account, params, request }) => openArtefact(services, { account, ...params, onlyHeaders: request.method === 'HEAD' }),
  listArtefacts: async (call) => {
    const account = signedIn(call)
    const rows = await listArtefacts(call.services.db, { account })
    const usedBytes = rows.reduce((sum, { bytes }) => sum + bytes, 0)
    return { items: rows.map(describeArtefact), usedBytes, mostBytes: artefactSpaceOf(call.services, account).bytes }
  },
  deleteArtefact: async (call) => {
    const isGone = await deleteArtefact(call.services.db, { account: signedIn(call), ...call.params })
    return isGone ? null : { rejected: 'artefact.unknown' as const }
  },
})
