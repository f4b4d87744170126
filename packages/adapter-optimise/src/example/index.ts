/** The example of this adapter. Runs in browsers too. */
export { netModule } from './netModule.ts'
export { netSpace } from './netSpace.ts'
