/** How this adapter divides work, and what a task needs. Pure, for programs that do not run it. Runs in browsers too. */
export { estimateOptimise, planOptimise } from '../input/planOptimise.ts'
