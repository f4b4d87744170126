/** How this adapter divides work, and what a task needs. Pure functions for programs that plan jobs without running them. Runs in browsers too. */
export { estimateCustom, planCustom } from '../input/planCustom.ts'
export { manifest as customLimits } from '../manifest/manifest.ts'
