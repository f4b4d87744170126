import { hex32, keptReportWire, nodeProbesWire, probeHourParams, probeHourWire, probeReportWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** 200 records. */
const mostReportBytes = 65_536

/** Endpoints for the network measurements (probes) that validators make of machines each hour: /probes, /nodes/{node}/probes. */
export const probeEndpoints = {
  postProbeReport: endpoint({
    method: 'post',
    path: '/probes/reports',
    summary:
      'Submit the measurements that a validator made of machines in the present hour. A report without records makes the gateways accept its probes',
    access: 'public',
    cost: 5,
    body: probeReportWire,
    mostBytes: mostReportBytes,
    answer: keptReportWire,
    codes: [
      'api.invalid_field',
      'api.bad_address',
      'api.idempotency_conflict',
      'auth.signature_malformed',
      'auth.signature_wrong_signer',
      'chain.rpc_unavailable',
    ],
    takes: ['body'],
  }),
  getProbeHour: endpoint({
    method: 'get',
    path: '/probes/hours/{hour}',
    summary: 'List all reports of validators about the network of machines in one hour, with their signatures',
    access: 'public',
    cost: 4,
    params: probeHourParams,
    answer: probeHourWire,
    codes: ['api.invalid_field'],
    takes: ['hour'],
  }),
  getNodeProbes: endpoint({
    method: 'get',
    path: '/nodes/{node}/probes',
    summary: 'Get the network speed that a machine claims, and what validators measured in the last 24 hours',
    access: 'public',
    cost: 2,
    params: z.strictObject({ node: hex32 }),
    answer: nodeProbesWire,
    codes: ['node.unknown'],
    takes: ['node'],
  }),
}
