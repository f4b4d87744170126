import { address as toAddress } from '@infinitio/domain'
import { emissionEndpoints } from '@infinitio/endpoints'
import { listEpochBoard, listRootBoard, postRoot } from '../actions/emission/rootBoard.ts'
import { postMachines } from '../actions/emission/postMachines.ts'
import { postSlotStatements, readSlotStatements } from '../actions/emission/slotStatements.ts'
import { listHourRecords } from '../actions/emission/listHourRecords.ts'
import { listCredits, postCredit } from '../actions/emission/credits.ts'
import { listLosses, postLoss } from '../actions/emission/losses.ts'
import { listProgrammes } from '../actions/emission/listProgrammes.ts'
import { postEpoch, readEpochDocument } from '../actions/emission/epochDocuments.ts'
import { readEmission } from '../actions/emission/readEmission.ts'
import { readEmissionAccount } from '../actions/emission/readEmissionAccount.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/**
 * Endpoints under /emission. With them anybody can recalculate an emission epoch (an hour for which machines are paid new PToken), and validators submit their
 * signatures.
 */
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
  getOpenCredits: ({ services }) => listCredits(services),
  postCredit: ({ services, body }) => postCredit(services, body),
  getRootBoard: ({ services }) => Promise.resolve(listRootBoard(services)),
  postRoot: ({ services, body }) => postRoot(services, body),
  getDoubleSignatures: ({ services }) => Promise.resolve({ items: services.doubles.list() }),
  postMachines: ({ services, body }) => postMachines(services, body),
  postSlotStatements: ({ services, body }) => postSlotStatements(services, body),
  getSlotStatements: ({ services, params }) => readSlotStatements(services, params.root),
})
