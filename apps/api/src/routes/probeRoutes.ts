import { probeEndpoints } from '@infinitio/endpoints'
import { postProbeReport } from '../actions/probes/postProbeReport.ts'
import { readNodeProbes, readProbeHour } from '../actions/probes/readProbes.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints for the network measurements of machines by validators: /probes, /nodes/{node}/probes. */
export const probeRoutes = bindEndpoints(probeEndpoints, {
  postProbeReport: ({ services, body }) => postProbeReport(services, body),
  getProbeHour: ({ services, params }) => readProbeHour(services, params),
  getNodeProbes: ({ services, params }) => readNodeProbes(services, params),
})
