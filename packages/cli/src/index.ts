/** Entry point for tests and for programs that embed the command. */
export { program } from './program.ts'
export { jsonAnswers } from './json/jsonAnswers.ts'
export { readAnswer } from './json/readAnswer.ts'
