/** Probes, by which validators measure the network of machines each hour: their messages, limits and schedule. Pure. */
export {
  type Probe,
  type ProbeAnswer,
  probeAnswerText,
  type ProbeKind,
  probeKinds,
  type ProbePlace,
  type ProbeRecord,
  probeReportText,
  probeText,
} from './probeMessages.ts'
export { type RegionState, regionStates } from './regionState.ts'
export { probeLimits, probersOf, probeSecondOf, probeSeconds } from './probeSchedule.ts'
