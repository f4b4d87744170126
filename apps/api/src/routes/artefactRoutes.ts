import { listArtefacts, listArtefactUploads } from '@infinitio/db'
import { artefactEndpoints } from '@infinitio/endpoints'
import { artefactSpaceOf, describeArtefact, dropArtefact, openArtefact, putArtefact } from '../actions/artefacts/artefacts.ts'
import { describeUpload, endArtefactUpload, putArtefactPart, startArtefactUpload } from '../actions/artefacts/uploads.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for files that accounts store by their hash: /artefacts. */
export const artefactRoutes = bindEndpoints(artefactEndpoints, {
  putArtefact: (call) => putArtefact(call.services, { account: signedIn(call), ...call.params, ...call.query, ...bodyOf(call.request) }),
  startArtefactUpload: (call) => startArtefactUpload(call.services, { account: signedIn(call), ...call.params, ...call.body }),
  putArtefactPart: (call) => putArtefactPart(call.services, { account: signedIn(call), ...call.params, ...call.query, ...bodyOf(call.request) }),
  endArtefactUpload: (call) => endArtefactUpload(call.services, { account: signedIn(call), ...call.params }),
  openArtefact: ({ services, account, params, request }) => openArtefact(services, { account, ...params, onlyHeaders: request.method === 'HEAD' }),
  listArtefacts: async (call) => {
    const account = signedIn(call)
    const [rows, uploads] = await Promise.all([listArtefacts(call.services.db, { account }), listArtefactUploads(call.services.db, { account })])
    const usedBytes = [...rows, ...uploads].reduce((sum, { bytes }) => sum + bytes, 0)
    const most = artefactSpaceOf(call.services, account)
    return {
      ...{ items: rows.map(describeArtefact), uploads: uploads.map(describeUpload) },
      ...{ usedBytes, mostBytes: most.bytes, mostFiles: most.count },
    }
  },
  deleteArtefact: (call) => dropArtefact(call.services, { account: signedIn(call), ...call.params }),
})

function bodyOf(request: Request): { readonly bytes: number; readonly body: AsyncIterable<Uint8Array> | null } {
  return { bytes: Number(request.headers.get('content-length') ?? 'NaN'), body: request.body as AsyncIterable<Uint8Array> | null }
}
