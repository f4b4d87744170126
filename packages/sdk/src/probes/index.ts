/** Hourly probes of the network of machines: reads and writes the reports of validators. */
export type { ProbeReport } from '@infinitio/economy'
export { getChain, getNodeProbes, getProbeHour, postProbeReport } from '../generated/calls.ts'
export { readProbeReports } from './readProbeReports.ts'
