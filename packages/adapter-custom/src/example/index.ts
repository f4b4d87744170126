/** The example of this adapter. Runs in browsers too. */
export { primesModule } from './primesModule.ts'
