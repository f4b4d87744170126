import { createNodeChallenge } from '../actions/machines/createNodeChallenge.ts'
import { listDesiredLeases } from '../actions/machines/listDesiredLeases.ts'
import { listNodeAsks } from '../actions/machines/listNodeAsks.ts'
import { noteHeartbeat } from '../actions/machines/noteHeartbeat.ts'
import { openNodeSession } from '../actions/machines/openNodeSession.ts'
import { putNodeProfile } from '../actions/machines/putNodeProfile.ts'
import { storeTelemetry } from '../actions/machines/storeTelemetry.ts'
import { nodeEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What agents call: /nodes. Their event stream is in `eventRoutes`. */
export const nodeRoutes = bindEndpoints(nodeEndpoints, {
  createNodeChallenge: ({ services }) => createNodeChallenge(services),
  openNodeSession: ({ services, body }) => openNodeSession(services, body),
  putNodeProfile: ({ services, params, nodeIds, body }) => putNodeProfile(services, { nodeId: params.nodeId, nodeIds, profile: body }),
  sendHeartbeat: ({ services, body, nodeIds }) => noteHeartbeat(services, { nodes: body.nodes, nodeIds }),
  getNodeLeases: ({ services, nodeIds }) => listDesiredLeases(services, { nodeIds }),
  getNodeAsks: ({ services, nodeIds }) => listNodeAsks(services, { nodeIds }),
  sendTelemetry: ({ services, body, nodeIds }) => storeTelemetry(services, { report: body, nodeIds }),
})
