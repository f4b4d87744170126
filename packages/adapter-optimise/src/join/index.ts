/** How the input of a search is written and how its outputs are joined without running a trial. Runs in browsers too. */
export { type OptimiseInput, optimiseInputText, parseOptimiseInput } from '../input/optimiseInput.ts'
export { searchCsv } from '../result/searchResult.ts'
export { rankedText, rankOutputs } from './rankOutputs.ts'
