export { requestLine, startExampleServer } from './exampleServer.ts'
