import { nodeEndpoints } from '@infinitio/endpoints'
import { createNodeChallenge, openNodeSession } from '../actions/machines/nodeSessions.ts'
import { listDesiredLeases } from '../actions/machines/listDesiredLeases.ts'
import { meetPeers } from '../actions/machines/meetPeers.ts'
import { listNodeAsks } from '../actions/machines/listNodeAsks.ts'
import { noteHeartbeat, putNodeProfile, storeAgentReport, storeTelemetry } from '../actions/machines/nodeReports.ts'
import { listNodeChanges, putNodeSigning, storeChangeResults } from '../actions/machines/nodeChanges.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints for agents: /nodes. Their event stream is in `eventRoutes`. */
export const nodeRoutes = bindEndpoints(nodeEndpoints, {
  createNodeChallenge: ({ services }) => createNodeChallenge(services),
  openNodeSession: ({ services, body }) => openNodeSession(services, body),
  putNodeProfile: ({ services, params, nodeIds, body }) => putNodeProfile(services, { nodeId: params.nodeId, nodeIds, profile: body }),
  sendHeartbeat: ({ services, body, nodeIds }) => noteHeartbeat(services, { ...body, nodeIds }),
  getNodeLeases: ({ services, nodeIds }) => listDesiredLeases(services, { nodeIds }),
  getNodeAsks: ({ services, nodeIds }) => listNodeAsks(services, { nodeIds }),
  putNodeSigning: ({ services, body, nodeIds, ip }) => putNodeSigning(services, { nodes: body.nodes, nodeIds, caller: ip }),
  getNodeChanges: ({ services, nodeIds }) => listNodeChanges(services, { nodeIds }),
  sendNodeChangeResults: ({ services, body, nodeIds }) => storeChangeResults(services, { results: body.results, nodeIds }),
  sendTelemetry: ({ services, body, nodeIds }) => storeTelemetry(services, { report: body, nodeIds }),
  meetPeers: ({ services, body, nodeIds, ip }) => meetPeers(services, { report: body, nodeIds, ip }),
  sendAgentReport: ({ services, body, nodeIds }) => storeAgentReport(services, { report: body, nodeIds }),
})
