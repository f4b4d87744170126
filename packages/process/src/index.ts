/** The front door of the process room: how one of our processes starts, reports and stops. */
export { createLogger, type Logger } from './createLogger.ts'
export { cutStream } from './http2/cutStream.ts'
export { keepAlive } from './http2/keepAlive.ts'
export { onStop, stopProcess } from './onStop.ts'
export { EnvironmentError, readEnv } from './readEnv.ts'
export { redact } from './redact.ts'
export { type ReadyMessage, reportReady } from './reportReady.ts'
export { type ProcessContext, runProcess } from './runProcess.ts'
