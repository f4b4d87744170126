/** The example of this adapter. Runs in browsers too. */
export { piModule } from './piModule.ts'
