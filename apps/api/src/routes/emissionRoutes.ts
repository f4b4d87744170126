import { address as toAddress } from '@infinitio/domain'
import { listEpochBoard } from '../actions/emission/listEpochBoard.ts'
import { listHourRecords } from '../actions/emission/listHourRecords.ts'
import { listLosses } from '../actions/emission/listLosses.ts'
import { listProgrammes } from '../actions/emission/listProgrammes.ts'
import { listRootBoard } from '../actions/emission/listRootBoard.ts'
import { postEpoch } from '../actions/emission/postEpoch.ts'
import { postLoss } from '../actions/emission/postLoss.ts'
import { postRoot } from '../actions/emission/postRoot.ts'
import { readEmission } from '../actions/emission/readEmission.ts'
import { readEmissionAccount } from '../actions/emission/readEmissionAccount.ts'
import { readEpochDocument } from '../actions/emission/readEpochDocument.ts'
import { emissionEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What anybody needs to work an epoch of emission out again, and the board on which validators' signatures meet: /emission. */
export const emissionRoutes = bindEndpoints(emissionEndpoints, {
  getEmission: ({ services }) => readEmission(services),
  getEmissionAccount: ({ services, params }) => readEmissionAccount(services, toAddress(params.account)),
  listProgrammes: ({ services }) => listProgrammes(services),
  getHourRecords: ({ services, query }) => listHourRecords(services, query),
  getEpochDocument: ({ services, params }) => readEpochDocument(services, params.statement),
  getEpochBoard: ({ services }) => listEpochBoard(services),
  postEpoch: ({ services, body }) => postEpoch(services, body),
  getOpenLosses: ({ services }) => listLosses(services),
  postLoss: ({ services, body }) => postLoss(services, body),
  getRootBoard: ({ services }) => Promise.resolve(listRootBoard(services)),
  postRoot: ({ services, body }) => postRoot(services, body),
})
