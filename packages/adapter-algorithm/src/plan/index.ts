/** How this adapter divides work, and what a task needs. Pure, for programs that do not run it. Runs in browsers too. */
export { estimateAlgorithm, planAlgorithm } from '../input/planAlgorithm.ts'
