/** Prices of jobs before they are stored. Pure except for the market and the pool, which are arguments. Runs in browsers too. */
export { estimateJob, type JobEstimate, type PricedSteps, type StepEstimate } from './estimateJob.ts'
export { requestFileFacts } from './requestFileFacts.ts'
export { priceWork, type WorkPricing, type WorkTerms } from './priceWork.ts'
export { type FileFacts, workSize, type WorkSize } from './workSize.ts'
export { workSpan } from './workSpan.ts'
