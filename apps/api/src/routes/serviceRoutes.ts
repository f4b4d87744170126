import { serviceEndpoints } from '@infinitio/endpoints'
import { postCheckReport } from '../actions/services/postCheckReport.ts'
import { readCheckSlot, readServiceChecks } from '../actions/services/readChecks.ts'
import { readModelDemand } from '../actions/services/readModelDemand.ts'
import { readPayer } from '../actions/services/readPayer.ts'
import { listServices, readService } from '../actions/services/readServices.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints for AI services and the payment channels with which accounts prepay them: /services. */
export const serviceRoutes = bindEndpoints(serviceEndpoints, {
  listServices: ({ services, query }) => listServices(services, query),
  getPayer: ({ services, params, query }) => readPayer(services, { ...params, ...query }),
  getModelDemand: ({ services }) => readModelDemand(services),
  getService: ({ services, params }) => readService(services, params),
  getServiceChecks: ({ services, params }) => readServiceChecks(services, params),
  getCheckSlot: ({ services, params }) => readCheckSlot(services, params),
  postCheckReport: ({ services, body }) => postCheckReport(services, body),
})
