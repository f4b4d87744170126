/** Example requests. Runs in browsers too. */
export { exampleRequests } from './exampleRequests.ts'
