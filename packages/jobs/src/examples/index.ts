/** Example jobs, each with its file. Runs in browsers too. */
export { exampleJobs, type ExampleKind, testFingerprint, testRequests } from './exampleJobs.ts'
export { piModule } from '@infinitio/adapter-algorithm/example'
export { primesModule } from '@infinitio/adapter-custom/example'
export { netModule, netSpace } from '@infinitio/adapter-optimise/example'
