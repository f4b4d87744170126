/** How this adapter divides work, and what a task needs. Pure functions for programs that plan jobs without running them. Runs in browsers too. */
export { estimateRender, planRender } from '../input/planRender.ts'
export { manifest as renderLimits } from '../manifest/manifest.ts'
