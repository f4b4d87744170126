/** Hourly connection tests (probes) of machines: reads and writes the reports that validators sign about them. */
export type { ProbeReport } from '@infinitio/economy'
export { getChain, getNodeProbes, getProbeHour, postProbeReport } from '../generated/calls.ts'
export { readProbeReports } from './readProbeReports.ts'
