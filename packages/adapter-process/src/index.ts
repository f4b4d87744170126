export type { ProgramReply } from './programMessages.ts'
export { type ProgramRun, runProgram } from './runProgram.ts'
