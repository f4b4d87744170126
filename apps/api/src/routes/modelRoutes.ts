import { modelEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Commercial models that are paid for in G, read at the head of the chain: /govern/models. */
export const modelRoutes = bindEndpoints(modelEndpoints, {
  listModels: ({ services, query }) => services.governance.listModels(query),
  getModel: ({ services, params }) => services.governance.findModel(Number(params.id)),
})
