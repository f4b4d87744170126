/** How this adapter reads requests and divides them, and what a task needs. Pure functions for programs that plan jobs. Runs in browsers too. */
export { estimateInference, planInference } from '../input/planInference.ts'
export { manifest as inferenceLimits } from '../manifest/manifest.ts'
export { readRequests } from '../requests/readRequests.ts'
